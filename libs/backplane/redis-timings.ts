/** Durations in milliseconds. Specs shorten them; nothing else should. */
export interface RedisTimings {
  /** How often each connection is probed. */
  ping: number;
  /** Without any answer for this long a connection counts as dead: a black hole is noticed within `ping + silence`. */
  silence: number;
  /** How long a caller waits for Redis before it goes on without. */
  patience: number;
  /** Nobody listening for this long ends a subscription: a page reload costs no SUBSCRIBE. */
  linger: number;
  /** Pause before a refused SUBSCRIBE is tried again on a healthy connection. */
  refusal: number;
  presenceTtl: number;
  presenceSweep: number;
}

export const REDIS_TIMINGS: RedisTimings = {
  ping: 3_000,
  silence: 5_000,
  patience: 1_000,
  linger: 1_000,
  refusal: 1_000,
  presenceTtl: 30_000,
  presenceSweep: 10_000,
};
