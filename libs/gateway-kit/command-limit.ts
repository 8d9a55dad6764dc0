import { RecentMap } from '#common';
import { RATES } from '#contracts';

const { points, seconds } = RATES.command;
/** Whoever goes on at this many times the rate, whatever the answer, is flooding. */
const FLOOD = 10;

interface Allowance {
  /** Commands. */
  left: number;
  /** Commands and refusals, until it counts as flooding. */
  patience: number;
  /** When this was so, in ms. */
  at: number;
}

/**
 * Token buckets for commands, one for all sockets of a visitor or agent: a new connection is no new allowance. In the memory of
 * the instance: this is asked for every frame.
 */
export class CommandLimit {
  readonly #capacity: number;
  readonly #perMs: number;
  /** Whoever is forgotten was quiet for long enough to have everything back. */
  readonly #allowances = new RecentMap<string, Allowance>(seconds * 1_000);

  /** `factor` multiplies the rate. */
  constructor(factor: number) {
    this.#capacity = Math.max(1, points * factor);
    this.#perMs = this.#capacity / (seconds * 1_000);
  }

  /** Takes one command of the actor: 0 when it may be carried out, otherwise the time to wait, in ms; infinite for a flood. */
  take(actorId: string, now: number): number {
    const allowance = this.#allowances.get(actorId, now) ?? this.begin(actorId, now);
    const back = (now - allowance.at) * this.#perMs;
    allowance.at = now;
    allowance.left = Math.min(this.#capacity, allowance.left + back);
    allowance.patience = Math.min(FLOOD * this.#capacity, allowance.patience + FLOOD * back);
    if (allowance.patience < 1) return Infinity;
    allowance.patience -= 1;
    if (allowance.left < 1) return Math.ceil((1 - allowance.left) / this.#perMs);
    allowance.left -= 1;
    return 0;
  }

  private begin(actorId: string, now: number): Allowance {
    const allowance = { left: this.#capacity, patience: FLOOD * this.#capacity, at: now };
    this.#allowances.set(actorId, allowance, now);
    return allowance;
  }
}
