import { RATES } from '#contracts';

import { CommandLimit } from './command-limit.ts';

const { points, seconds } = RATES.command;

let limit: CommandLimit;
beforeEach(() => (limit = new CommandLimit(1)));

/** Takes so many at one moment; answers what each was told. */
function take(count: number, now: number, actorId = 'somebody'): number[] {
  return Array.from({ length: count }, () => limit.take(actorId, now));
}

describe('CommandLimit', () => {
  it('lets a burst of the whole rate through, and tells the next one how long to wait', () => {
    expect(take(points, 0).every((wait) => wait === 0)).toBe(true);
    const [wait] = take(1, 0);
    expect(wait).toBe(Math.ceil((seconds * 1_000) / points));
    expect(take(1, wait ?? 0)).toEqual([0]);
    expect(take(1, wait ?? 0)).not.toEqual([0]);
  });

  it('gives nothing beyond the rate to one who was quiet for long', () => {
    take(1, 0);
    for (const quiet of [1, 2, 3_600]) {
      const waits = take(points + 1, quiet * seconds * 1_000);
      expect(waits.filter((wait) => wait === 0)).toHaveLength(points);
    }
  });

  it('lets nobody pay for another', () => {
    take(points + 1, 0);
    expect(take(1, 0, 'another')).toEqual([0]);
  });

  it('does not punish refusals: whoever sends twice as fast as allowed gets half of it through', () => {
    take(points, 0);
    const perSecond = Array.from({ length: 100 }, (_, second) => take(60, (second + 1) * 1_000));
    const passed = perSecond.flat().filter((wait) => wait === 0).length;
    expect(passed).toBe(100 * (points / seconds));
  });

  it('calls it a flood when somebody goes on at more than ten times the rate, and only then', () => {
    const atTenfold = Array.from({ length: 60 }, (_, second) => take((10 * points) / seconds, second * 1_000));
    expect(atTenfold.flat()).not.toContain(Infinity);
    expect(take(10 * points + 1, 0, 'flooder').at(-1)).toBe(Infinity);
  });

  it('still calls it one at the next try, and has forgotten after a while', () => {
    take(10 * points + 1, 0);
    expect(take(1, 1)).toEqual([Infinity]);
    expect(take(1, seconds * 1_000)).toEqual([0]);
  });

  it('multiplies the rate', () => {
    limit = new CommandLimit(2);
    expect(take(2 * points + 1, 0).filter((wait) => wait === 0)).toHaveLength(2 * points);
  });
});
