import type { LogEvent } from '#contracts';

/** The rule of the protocol in its shortest form: the log so far, and what arrived behind a hole. */
export class WireTimeline {
  last = 0;
  readonly #held = new Map<number, LogEvent>();

  get hasGap(): boolean {
    return this.#held.size > 0;
  }

  /** Answers with what may be shown now, in order. */
  receive(events: readonly LogEvent[]): LogEvent[] {
    for (const event of events) if (event.seq > this.last) this.#held.set(event.prevSeq, event);
    const shown: LogEvent[] = [];
    for (let next = this.#held.get(this.last); next; next = this.#held.get(this.last)) {
      this.#held.delete(this.last);
      this.last = next.seq;
      shown.push(next);
    }
    for (const [prevSeq, { seq }] of this.#held) if (seq <= this.last) this.#held.delete(prevSeq);
    return shown;
  }

  /** The log was rewritten. */
  clear(): void {
    this.last = 0;
    this.#held.clear();
  }
}
