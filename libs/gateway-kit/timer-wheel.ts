/**
 * Many deadlines, one timer: whoever turns it learns what is due. Deadlines are rounded up to a second; setting, moving and
 * taking one back cost the same however many there are.
 */
export class TimerWheel<T> {
  readonly #slots = new Map<number, Set<T>>();
  #turnedTo: number;

  constructor(nowMs: number) {
    this.#turnedTo = Math.floor(nowMs / 1000);
  }

  add(item: T, deadlineMs: number): void {
    const slot = slotOf(deadlineMs);
    const items = this.#slots.get(slot);
    if (items) items.add(item);
    else this.#slots.set(slot, new Set([item]));
  }

  /** Of the deadline it was added with. */
  delete(item: T, deadlineMs: number): void {
    const slot = slotOf(deadlineMs);
    const items = this.#slots.get(slot);
    if (items?.delete(item) && items.size === 0) this.#slots.delete(slot);
  }

  /** Takes out what is due. */
  turn(nowMs: number): T[] {
    const due: T[] = [];
    const now = Math.floor(nowMs / 1000);
    for (let slot = this.#turnedTo; slot <= now; slot += 1) {
      due.push(...(this.#slots.get(slot) ?? []));
      this.#slots.delete(slot);
    }
    this.#turnedTo = now;
    return due;
  }
}

function slotOf(deadlineMs: number): number {
  return Math.ceil(deadlineMs / 1000);
}
