import type { Town } from './town.ts';

/** What an attack saw; `violations` are sentences that say what must not have happened, with what was sent. */
export interface Outcome {
  /** Requests, frames or connections. */
  sent: number;
  violations: string[];
}

/** One way to be hostile. It goes on until the signal aborts, leaves nothing open, and never throws for what a server does. */
export interface Attack {
  name: string;
  /** Whether it is also of use without the installation's rate limits: then everything reaches the code behind them. */
  isForTheCode: boolean;
  run(town: Town, signal: AbortSignal, seed: number): Promise<Outcome>;
}
