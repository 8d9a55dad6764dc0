import { setTimeout as delay } from 'node:timers/promises';

import type { ParleyClient } from '#client';
import type { Appended, LogEvent } from '#contracts';

import type { ClientInfo, ViewInfo } from '../checker/history.ts';
import type { Random } from '../random.ts';
import type { Recorder } from '../runner/recorder.ts';
import type { ChatClient, Standing } from './chat-client.ts';
import { recordLife } from './link-life.ts';
import { WireLink } from './wire-link.ts';
import type { WireMessage } from './wire-outbox.ts';
import { WireReader } from './wire-reader.ts';
import { WireSender } from './wire-sender.ts';
import type { Writing } from './wire-sender.ts';

export interface WireClientOptions extends Writing {
  id: string;
  info: ClientInfo;
  conversations: readonly string[];
  recorder: Recorder;
  random: Random;
  /** REST, as this person. */
  call: ParleyClient['call'];
  /** One for each instance. */
  urls: readonly string[];
  /** Told of what was acknowledged or heard, as it comes. */
  onTold: (event: { conversation: string; seq: number; clientId: string }) => void;
}

/** A client written from the protocol's description alone: the product's own must not be the only one that is right. It roams. */
export class WireClient implements ChatClient {
  readonly id: string;
  readonly info: ClientInfo;
  readonly conversations: readonly string[];
  readonly views: Record<string, ViewInfo>;
  readonly call: ParleyClient['call'];
  readonly #options: WireClientOptions;
  readonly #reader: WireReader;
  readonly #sender: WireSender;
  #link: WireLink | null = null;
  #twin: WireLink | null = null;
  #live: WireLink | null = null;
  #wasLive = false;
  #isStopped = false;
  #links = 0;

  constructor(options: WireClientOptions) {
    const { id, info, conversations, call, recorder, random, window, twins } = options;
    this.#options = options;
    this.id = id;
    this.info = info;
    this.conversations = conversations;
    this.call = call;
    const link = () => this.#live;
    this.#reader = new WireReader({ id, conversations, recorder, link });
    const onStored = (message: WireMessage, answer: Appended) => this.#stored(message, answer);
    const sending = { id, recorder, random, window, twins };
    this.#sender = new WireSender({ ...sending, link, onStored, twin: () => this.#openTwin() });
    const view = (conversation: string) => [
      this.#reader.viewOf(conversation),
      { client: id, conversation, isFinal: true },
    ];
    this.views = Object.fromEntries(conversations.map(view)) as Record<string, ViewInfo>;
  }

  get acknowledged(): number {
    return this.#sender.acknowledged;
  }

  start(): void {
    void this.#keepConnected();
  }

  write(conversation: string, kind: 'message' | 'note', text: string): void {
    this.#sender.add(conversation, kind, text);
  }

  standings(): Standing[] {
    return this.conversations.map((conversation) => {
      const unsent = this.#sender.unsent(conversation);
      const last = this.#wasLive ? this.#reader.last(conversation) : -1;
      return { conversation, view: this.#reader.viewOf(conversation), unsent, last };
    });
  }

  /** Goes to another instance. */
  async disturb(): Promise<void> {
    this.#link?.close();
    this.#twin?.close();
  }

  async complete(): Promise<void> {
    // It reads every log from the start.
  }

  stop(): void {
    this.#isStopped = true;
    this.#reader.stop();
    void this.disturb();
  }

  async #keepConnected(): Promise<void> {
    while (!this.#isStopped) {
      this.#link = await this.#open();
      if (this.#link) await this.#liveOn(this.#link);
      this.#link = null;
      if (!this.#isStopped) await delay(this.#options.random.int(50, 600));
    }
  }

  async #liveOn(link: WireLink): Promise<void> {
    if (await this.#reader.resume(link, this.conversations)) {
      this.#live = link;
      this.#wasLive = true;
      this.#sender.pump();
    } else link.close();
    await link.closed;
    this.#live = null;
  }

  /** Null when it does not come about. */
  async #open(): Promise<WireLink | null> {
    const { random, recorder, urls } = this.#options;
    const askedAt = recorder.now;
    const pass = await this.call('socket.ticket', {}).catch(() => null);
    if (!pass || this.#isStopped) return null;
    this.#links += 1;
    const id = `${this.id}~${this.#links}`;
    const onEvent = (event: LogEvent) => this.#hear(id, event);
    const link = await WireLink.open({
      id,
      url: random.pick(urls),
      kind: this.info.kind,
      ticket: pass.ticket,
      onEvent,
    });
    if (link) recordLife(recorder, this.id, link, askedAt);
    if (this.#isStopped) link?.close();
    return this.#isStopped ? null : link;
  }

  async #openTwin(): Promise<WireLink | null> {
    if (!this.#twin?.isUp) this.#twin = await this.#open();
    return this.#twin;
  }

  #hear(link: string, event: LogEvent): void {
    const { conversationId: conversation, seq, clientId } = event;
    this.#reader.hear(link, event);
    this.#options.onTold({ conversation, seq, clientId });
  }

  /** The ack stands for the frame that the writer does not get. */
  #stored({ conversation, clientId, kind, text }: WireMessage, { seq, prevSeq, at }: Appended): void {
    this.#options.onTold({ conversation, seq, clientId });
    const actor = { kind: this.info.kind, id: this.info.actor, name: null };
    const type = kind === 'note' ? ('note.added' as const) : ('message.created' as const);
    this.#reader.show(conversation, [{ type, conversationId: conversation, seq, prevSeq, clientId, actor, at, text }]);
  }
}
