import { RATES } from '#contracts';

const { points, seconds } = RATES.command;
/** A socket that goes on at this many times the rate, whatever it is answered, is ended. */
const FLOOD = 10;

/** What a socket has left. It fills when somebody looks: no timer is kept for it. */
export interface CommandAllowance {
  /** Commands. */
  left: number;
  /** Commands and refusals, until it counts as flooding. */
  patience: number;
  /** When this was so, in ms. */
  at: number;
}

/** Token buckets for the commands of one socket. In the memory of its instance: this is asked for every frame. */
export class CommandLimit {
  readonly #capacity: number;
  readonly #perMs: number;

  /** `factor` multiplies the rate. */
  constructor(factor: number) {
    this.#capacity = Math.max(1, points * factor);
    this.#perMs = this.#capacity / (seconds * 1_000);
  }

  begin(now: number): CommandAllowance {
    return { left: this.#capacity, patience: FLOOD * this.#capacity, at: now };
  }

  /** Takes one command: 0 when it may be carried out, otherwise the time to wait, in ms; infinite for a flood. */
  take(allowance: CommandAllowance, now: number): number {
    const back = (now - allowance.at) * this.#perMs;
    allowance.at = now;
    allowance.left = Math.min(this.#capacity, allowance.left + back);
    allowance.patience = Math.min(FLOOD * this.#capacity, allowance.patience + FLOOD * back) - 1;
    if (allowance.patience < 0) return Infinity;
    if (allowance.left < 1) return Math.ceil((1 - allowance.left) / this.#perMs);
    allowance.left -= 1;
    return 0;
  }
}
