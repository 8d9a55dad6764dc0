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

  it('keeps to the time that a server has named, however often it is woken, until nobody waits for it', async () => {
    const alarm = new Alarm();
    let isWanted = true;
    let isOver = false;
    const paused = alarm.pause(0, 1_000_000, () => isWanted).then(() => (isOver = true));
    for (let round = 0; round < 3; round += 1) {
      const fence = alarm.sleep(1_000_000);
      alarm.wake();
      await fence;
    }
    expect(isOver).toBe(false);
    isWanted = false;
    alarm.wake();
    await paused;
  });
});
