import type { DomainError } from '#common';
import { DURATIONS, RATES } from '#contracts';

import { TrafficShaper } from './traffic-shaper.ts';

const { points, seconds } = RATES.request;
const INTERVAL_MS = (seconds * 1_000) / points;
const MAY_WAIT = DURATIONS.requestWaitMs / INTERVAL_MS;
const address = '203.0.113.7';

let shaper: TrafficShaper;
beforeEach(() => (shaper = new TrafficShaper({ rateLimitFactor: 1 })));

/** So many requests at one moment; when it is the turn of each. */
function turns(count: number, now = 0, from = address): number[] {
  return Array.from({ length: count }, () => shaper.turn(from, now));
}

function refusal(now = 0): DomainError {
  try {
    shaper.turn(address, now);
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('it was not refused');
}

describe('TrafficShaper', () => {
  it('lets a burst of the whole rate through, and gives those behind it a turn each', () => {
    expect(turns(points)).toEqual(Array.from({ length: points }, () => 0));
    expect(turns(3)).toEqual([INTERVAL_MS, 2 * INTERVAL_MS, 3 * INTERVAL_MS]);
  });

  it('never holds up one who keeps to the rate, and has a burst ready after a pause', () => {
    for (let now = 0; now < 60_000; now += INTERVAL_MS) expect(shaper.turn(address, now)).toBe(0);
    expect(turns(points, 120_000).at(-1)).toBe(0);
    expect(shaper.turn(address, 120_000)).toBeGreaterThan(0);
  });

  it('lets no more through than the rate, whatever comes', () => {
    const due: number[] = [];
    for (let now = 0; now < 20_000; now += 1)
      for (let count = 0; count < 3; count += 1) {
        try {
          due.push(now + shaper.turn(address, now));
        } catch {
          // One of too many.
        }
      }
    const passed = due.filter((at) => at < 20_000).length;
    expect(passed).toBeGreaterThanOrEqual((20_000 / INTERVAL_MS) * 0.99);
    expect(passed).toBeLessThanOrEqual(20_000 / INTERVAL_MS + points);
  });

  it('lets so many wait, tells the next one when to come again, and then has a turn for it', () => {
    turns(points + MAY_WAIT);
    const { code, retryAfterMs = 0 } = refusal();
    expect(code).toBe('rate_limited');
    expect(retryAfterMs).toBe(INTERVAL_MS);
    expect(refusal(retryAfterMs / 2)).toMatchObject({ code });
    expect(shaper.turn(address, retryAfterMs)).toBe(DURATIONS.requestWaitMs);
  });

  it('makes nobody wait for another address; a network of IPv6 is one', () => {
    turns(points + MAY_WAIT);
    expect(shaper.turn('203.0.113.8', 0)).toBe(0);
    turns(points, 0, '2001:db8:1:2::1');
    expect(shaper.turn('2001:db8:1:2:ffff::1', 0)).toBeGreaterThan(0);
    expect(shaper.turn('2001:db8:1:3::1', 0)).toBe(0);
  });

  it('multiplies the rate, and holds nobody up at zero', () => {
    shaper = new TrafficShaper({ rateLimitFactor: 3 });
    expect(turns(3 * points + 1)).toEqual([
      ...Array.from({ length: 3 * points }, () => 0),
      Math.round(INTERVAL_MS / 3),
    ]);
    shaper = new TrafficShaper({ rateLimitFactor: 0 });
    expect(turns(100_000).every((wait) => wait === 0)).toBe(true);
  });
});
