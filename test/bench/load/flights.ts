import { randomBytes } from 'node:crypto';

/** Above what can be on the way at once. */
const CAPACITY = 1 << 20;
const CLIENT_ID = Buffer.from('"clientId":"');
/** The last group of a UUID holds the message's number. */
const DIGITS = 12;

const ACKED = 1;
const DELIVERED = 2;

/**
 * Messages on the way: when each was due, and what has come of it. A message's number is its ack id and the end of its
 * `clientId`; the rest of that is random, as a real client's is, so that indexes are not spared.
 */
export class Flights {
  readonly #dueAt = new Float64Array(CAPACITY);
  readonly #landed = new Uint8Array(CAPACITY);
  readonly #sender = new Int32Array(CAPACITY);
  readonly #random = randomBytes(1 << 16).toString('hex');
  #next = 1;

  get started(): number {
    return this.#next - 1;
  }

  start(sender: number, dueAt: number): number {
    const number = this.#next;
    this.#next += 1;
    this.#sender[number % CAPACITY] = sender;
    this.#dueAt[number % CAPACITY] = dueAt;
    this.#landed[number % CAPACITY] = 0;
    return number;
  }

  /** Milliseconds since it was due; null for a second ack. */
  ack(number: number, now: number): number | null {
    return this.land(number, now, ACKED);
  }

  /** Milliseconds since it was due; null for a second copy. */
  deliver(number: number, now: number): number | null {
    return this.land(number, now, DELIVERED);
  }

  senderOf(number: number): number {
    return this.#sender[number % CAPACITY] ?? -1;
  }

  dueAt(number: number): number {
    return this.#dueAt[number % CAPACITY] ?? 0;
  }

  clientId(number: number): string {
    const offset = (number * 16) % (this.#random.length - 16);
    const random = this.#random.slice(offset, offset + 14);
    const [a, b, c, d] = [random.slice(0, 8), random.slice(8, 11), random.slice(11, 14), String(number)];
    return `${a}-${b}0-4${c}-8${b}-${d.padStart(DIGITS, '0')}`;
  }

  private land(number: number, now: number, what: number): number | null {
    const slot = number % CAPACITY;
    const landed = this.#landed[slot] ?? 0;
    if (landed & what) return null;
    this.#landed[slot] = landed | what;
    return now - (this.#dueAt[slot] ?? now);
  }
}

/** The number of the message an event carries; 0 when it carries none. */
export function numberOf(frame: Buffer): number {
  const start = frame.indexOf(CLIENT_ID);
  if (start < 0) return 0;
  const end = start + CLIENT_ID.length + 36;
  let number = 0;
  for (let index = end - DIGITS; index < end; index += 1) number = number * 10 + ((frame[index] ?? 48) - 48);
  return number;
}
