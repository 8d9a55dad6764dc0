const EVERY_MS = 3_000;

/** Thins out keystrokes: a notice at most every three seconds, its end at once. */
export class TypingSender {
  readonly #send: (isTyping: boolean) => void;
  #announcedAt = -Infinity;

  constructor(send: (isTyping: boolean) => void) {
    this.#send = send;
  }

  set(isTyping: boolean): void {
    const now = Date.now();
    if (isTyping ? now - this.#announcedAt < EVERY_MS : this.#announcedAt === -Infinity) return;
    this.#announcedAt = isTyping ? now : -Infinity;
    this.#send(isTyping);
  }
}
