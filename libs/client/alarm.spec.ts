import * as fc from 'fast-check';

import { Alarm, backoff } from './alarm.ts';

describe('the back-off', () => {
  it('is at least half a second, grows to ten, and differs between clients', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, random) => {
        const ms = backoff(attempt, random);
        expect(ms).toBeGreaterThanOrEqual(500);
        expect(ms).toBeLessThanOrEqual(10_000);
      }),
    );
    expect([0, 1, 2, 9].map((attempt) => backoff(attempt, 0.5))).toEqual([750, 1_250, 2_250, 5_250]);
  });
});

describe('an alarm', () => {
  it('wakes everybody who sleeps', async () => {
    const alarm = new Alarm();
    const sleepers = [alarm.sleep(1_000_000), alarm.sleep(1_000_000)];
    alarm.wake();
    await expect(Promise.all(sleepers)).resolves.toHaveLength(2);
  });
});
