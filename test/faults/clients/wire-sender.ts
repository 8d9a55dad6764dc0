import type { Appended, Envelope } from '#contracts';

import type { Random } from '../random.ts';
import type { Recorder } from '../runner/recorder.ts';
import { PATIENCE_MS } from './wire-link.ts';
import type { WireLink } from './wire-link.ts';
import { WireOutbox } from './wire-outbox.ts';
import type { WireMessage } from './wire-outbox.ts';

/** How somebody sends. */
export interface Writing {
  /** Messages under way at once. */
  window: number;
  /** How often a message goes out on two instances at the same time. */
  twins: number;
}

export interface WireSenderOptions extends Writing {
  /** The client's. */
  id: string;
  recorder: Recorder;
  random: Random;
  /** The connection that is live, if one is. */
  link: () => WireLink | null;
  /** A connection to another instance, for what is sent twice. */
  twin: () => Promise<WireLink | null>;
  onStored: (message: WireMessage, answer: Appended) => void;
}

/** Sends without waiting for the ack before, and again, with the same `clientId`, what it is not sure of. */
export class WireSender {
  acknowledged = 0;
  readonly #options: WireSenderOptions;
  readonly #outbox = new WireOutbox();

  constructor(options: WireSenderOptions) {
    this.#options = options;
  }

  add(conversation: string, kind: 'message' | 'note', text: string): void {
    this.#outbox.add({ conversation, kind, text, clientId: crypto.randomUUID() });
    this.pump();
  }

  unsent(conversation: string): number {
    return this.#outbox.unsent(conversation);
  }

  /** Sends as much as may be under way. */
  pump(): void {
    const { window, twins, random } = this.#options;
    const link = this.#options.link();
    if (!link) return;
    while (this.#outbox.underWay < window) {
      const message = this.#outbox.take();
      if (!message) return;
      void this.#send(message, link);
      if (random.chance(twins)) void this.#sendOnTwin(message);
    }
  }

  async #send(message: WireMessage, link: WireLink): Promise<void> {
    const answer = await this.#attempt(message, link);
    if (answer?.ok) this.#stored(message, answer.data);
    else if (answer && !answer.error.retryable) this.#outbox.finish(message);
    else if (answer) this.#retryLater(message);
    else {
      this.#outbox.putBack(message);
      link.close();
    }
  }

  async #sendOnTwin(message: WireMessage): Promise<void> {
    const link = await this.#options.twin();
    if (!link) return;
    const answer = await this.#attempt(message, link);
    if (answer?.ok) this.#stored(message, answer.data);
  }

  async #attempt(message: WireMessage, link: WireLink): Promise<Envelope<Appended> | null> {
    const { recorder, id: client } = this.#options;
    const { conversation, clientId, kind, text } = message;
    message.attempts += 1;
    const attempt = { client, conversation, clientId, attempt: message.attempts };
    recorder.add({ op: 'invoke', ...attempt, link: link.id, kind, text });
    const command = kind === 'note' ? 'note.add' : 'message.send';
    const answer = await link.command(command, { conversationId: conversation, clientId, text }, PATIENCE_MS);
    if (answer?.ok) recorder.add({ op: 'ok', ...attempt, seq: answer.data.seq });
    else if (answer) recorder.add({ op: 'refused', ...attempt, code: answer.error.code });
    else recorder.add({ op: 'unknown', ...attempt });
    return answer;
  }

  #stored(message: WireMessage, answer: Appended): void {
    if (!message.isDone) this.acknowledged += 1;
    this.#outbox.finish(message);
    this.#options.onStored(message, answer);
    this.pump();
  }

  #retryLater(message: WireMessage): void {
    const retry = () => {
      this.#outbox.putBack(message);
      this.pump();
    };
    setTimeout(retry, this.#options.random.int(50, 300));
  }
}
