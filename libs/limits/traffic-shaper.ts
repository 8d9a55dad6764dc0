import { setTimeout } from 'node:timers/promises';

import { DomainError, RecentMap } from '#common';
import type { Config } from '#config';
import { DURATIONS, RATES } from '#contracts';

import { addressKey } from './address-key.ts';

const { points, seconds } = RATES.request;
const PATIENCE_MS = DURATIONS.requestWaitMs;

/**
 * Takes the requests of each address at the published rate (the generic cell rate algorithm of ITU-T I.371, which shapes instead
 * of policing): those of a burst pass, those that come faster wait for their turn before anything is done for them. A crowd behind
 * one address is slowed down and loses nothing; a flood from it costs next to nothing, and everybody else has their turns.
 *
 * In the memory of the instance, so that it can be asked before everything else. Nothing waits when limits are turned off.
 */
export class TrafficShaper {
  readonly #burstMs = seconds * 1_000;
  /** Between two turns of one address. */
  readonly #intervalMs: number;
  /** When the next request of an address would be on time. */
  readonly #dueAt = new RecentMap<string, number>(this.#burstMs + PATIENCE_MS);

  constructor({ rateLimitFactor }: Pick<Config, 'rateLimitFactor'>) {
    this.#intervalMs = rateLimitFactor === 0 ? 0 : this.#burstMs / (points * rateLimitFactor);
  }

  /** Milliseconds until it is this request's turn. Throws `rate_limited` when too many of the same address wait already. */
  turn(address: string, now = performance.now()): number {
    if (this.#intervalMs === 0) return 0;
    const key = addressKey(address);
    const dueAt = Math.max(this.#dueAt.get(key, now) ?? 0, now);
    const waitMs = Math.max(0, Math.round(dueAt + this.#intervalMs - now - this.#burstMs));
    if (waitMs > PATIENCE_MS) throw new DomainError('rate_limited', undefined, waitMs - PATIENCE_MS);
    this.#dueAt.set(key, dueAt + this.#intervalMs, now);
    return waitMs;
  }

  /** Resolves when it is this request's turn. */
  async pass(address: string): Promise<void> {
    const waitMs = this.turn(address);
    if (waitMs > 0) await setTimeout(waitMs);
  }
}
