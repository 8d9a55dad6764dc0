import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import type { Weather } from './weather.ts';

/** Bytes under way in one direction before the sender is no longer read from: it then notices a slow receiver. */
const WINDOW = 64 * 1024;

export interface FlowOptions {
  source: Socket;
  target: Socket;
  weather: () => Weather;
  /** Resolves when the weather has changed. */
  change: () => Promise<unknown>;
  /** Takes a piece apart; what is left out is lost. */
  filter: (piece: Buffer) => Buffer[];
  /** Breaks the connection. */
  cut: () => void;
}

/** One direction of one connection. */
export class Flow {
  /** It has lost bytes: nothing may follow them. */
  isDead = false;
  readonly #options: FlowOptions;
  readonly #queue: { piece: Buffer; due: number }[] = [];
  #hold: PromiseWithResolvers<void> | null = null;
  #size = 0;
  #left = Infinity;
  #isPumping = false;
  #hasEnded = false;

  constructor(options: FlowOptions) {
    this.#options = options;
    options.source.on('data', (piece: Buffer) => this.#take(piece));
    options.source.on('end', () => {
      this.#hasEnded = true;
      void this.#pump();
    });
  }

  /** Passes so many bytes more, then breaks the connection in the middle of whatever comes then. */
  cutAfter(bytes: number): void {
    this.#left = bytes;
  }

  /** Keeps everything back until `release`, as a receiver that does not read. */
  hold(): void {
    this.#hold ??= Promise.withResolvers<void>();
  }

  /** Nothing is kept back any more, and nothing will be cut. */
  release(): void {
    this.#left = Infinity;
    this.#hold?.resolve();
    this.#hold = null;
  }

  #take(piece: Buffer): void {
    const { source, weather, filter } = this.#options;
    if (weather().mode === 'swallow') this.isDead = true;
    if (this.isDead) return;
    for (const part of filter(piece)) {
      this.#queue.push({ piece: part, due: performance.now() + weather().latency(part) });
      this.#size += part.length;
    }
    if (this.#size > WINDOW) source.pause();
    void this.#pump();
  }

  async #pump(): Promise<void> {
    if (this.#isPumping) return;
    this.#isPumping = true;
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      await this.#pass(next.piece, next.due);
      this.#size -= next.piece.length;
      if (this.#size <= WINDOW) this.#options.source.resume();
    }
    this.#isPumping = false;
    if (this.#hasEnded && !this.isDead) this.#options.target.end();
  }

  async #pass(piece: Buffer, due: number): Promise<void> {
    const { weather, change, target } = this.#options;
    const wait = due - performance.now();
    if (wait > 0) await delay(wait);
    while (this.#hold && !target.destroyed) await this.#hold.promise;
    while (weather().mode === 'stall' && !target.destroyed) await change();
    if (weather().mode === 'swallow') this.isDead = true;
    if (this.isDead || target.destroyed) return;
    await this.#write(piece);
    const { bytesPerSecond } = weather();
    if (bytesPerSecond < Infinity) await delay((piece.length / bytesPerSecond) * 1_000);
  }

  async #write(piece: Buffer): Promise<void> {
    const { target, cut } = this.#options;
    const part = piece.subarray(0, this.#left);
    this.#left -= part.length;
    const isTaken = target.write(part);
    if (this.#left <= 0) cut();
    else if (!isTaken && !target.destroyed) await drained(target);
  }
}

/** Not `once`, which rejects when the connection breaks: that it is over is all there is to know here. */
function drained(target: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      target.off('drain', done).off('close', done);
      resolve();
    };
    target.on('drain', done).on('close', done);
  });
}
