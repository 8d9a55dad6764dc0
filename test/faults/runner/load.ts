import type { ChatClient } from '../clients/chat-client.ts';
import type { Random } from '../random.ts';

const TICK_MS = 20;
/** A client that has so much unsent in one conversation waits: people do, and an outbox has an end. */
const UNSENT_MAX = 20;

export interface LoadOptions {
  writers: readonly ChatClient[];
  /** Messages, in all, about. */
  perSecond: number;
  /** Of every text, at least. */
  textLength: number;
  random: Random;
}

/** Lets people write at random until it is stopped. */
export class Load {
  readonly #options: LoadOptions;
  readonly #timer: NodeJS.Timeout;
  #written = 0;

  constructor(options: LoadOptions) {
    this.#options = options;
    const { perSecond } = options;
    let due = 0;
    this.#timer = setInterval(() => {
      for (due += (perSecond * TICK_MS) / 1_000; due >= 1; due -= 1) this.#write();
    }, TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #write(): void {
    const { writers, random, textLength } = this.#options;
    const writer = random.pick(writers);
    const standing = random.pick(writer.standings());
    if (standing.unsent >= UNSENT_MAX) return;
    this.#written += 1;
    const isNote = writer.info.kind === 'agent' && random.chance(0.25);
    const text = `${writer.id} writes ${this.#written}`.padEnd(textLength, '.');
    writer.write(standing.conversation, isNote ? 'note' : 'message', text);
  }
}
