import type { Flights } from './flights.ts';
import { Latencies, type Percentiles } from './latencies.ts';

/** What came of the messages of a run. Counts are of the whole run, unless they say that they are of the measured stretch. */
export interface Tally {
  sent: number;
  /** Of the measured stretch: what reached the other member, and what was acknowledged to the sender. */
  delivered: number;
  acked: number;
  /** Acks that were refusals. */
  refused: number;
  /** Still without a delivery, or without an ack, when the run was over. */
  undelivered: number;
  unacked: number;
  duplicates: number;
  /** Deliveries that a later message of the run had overtaken on the way to the same member. */
  overtaken: number;
  /** Of the measured stretch. */
  ack: Percentiles;
  delivery: Percentiles;
}

/** Counts acks and deliveries as they come. */
export class Counter {
  /** Whether what comes now belongs to the measured stretch. */
  isMeasuring = false;
  overtaken = 0;
  private readonly flights: Flights;
  readonly #ack = new Latencies();
  readonly #delivery = new Latencies();
  #acked = 0;
  #delivered = 0;
  #refused = 0;
  #duplicates = 0;

  constructor(flights: Flights) {
    this.flights = flights;
  }

  /** False for one that was acknowledged before. */
  ack(number: number, isOk: boolean): boolean {
    const latency = this.flights.ack(number, performance.now());
    if (latency === null) return false;
    if (isOk) this.#acked += 1;
    else this.#refused += 1;
    if (isOk && this.isMeasuring) this.#ack.add(latency);
    return true;
  }

  /** How long it took, in milliseconds; null for a second copy. */
  deliver(number: number): number | null {
    const latency = this.flights.deliver(number, performance.now());
    if (latency === null) {
      this.#duplicates += 1;
      return null;
    }
    this.#delivered += 1;
    if (this.isMeasuring) this.#delivery.add(latency);
    return latency;
  }

  /** Nothing is under way any more. */
  get isSettled(): boolean {
    return Math.min(this.#acked, this.#delivered) + this.#refused >= this.flights.started;
  }

  tally(): Tally {
    const [ack, delivery] = [this.#ack.summary(), this.#delivery.summary()];
    const sent = this.flights.started;
    return {
      sent,
      delivered: delivery.count,
      acked: ack.count,
      refused: this.#refused,
      undelivered: sent - this.#refused - this.#delivered,
      unacked: sent - this.#refused - this.#acked,
      duplicates: this.#duplicates,
      overtaken: this.overtaken,
      ack,
      delivery,
    };
  }
}
