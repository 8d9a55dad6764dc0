import { RATES } from '#contracts';

import { CommandLimit } from './command-limit.ts';

const { points, seconds } = RATES.command;
const limit = new CommandLimit(1);

/** Takes so many at one moment; answers what each was told. */
function take(allowance: ReturnType<CommandLimit['begin']>, count: number, now: number): number[] {
  return Array.from({ length: count }, () => limit.take(allowance, now));
}

describe('CommandLimit', () => {
  it('lets a burst of the whole rate through, and tells the next one how long to wait', () => {
    const allowance = limit.begin(0);
    expect(take(allowance, points, 0).every((wait) => wait === 0)).toBe(true);
    const [wait] = take(allowance, 1, 0);
    expect(wait).toBe(Math.ceil((seconds * 1_000) / points));
    expect(take(allowance, 1, wait ?? 0)).toEqual([0]);
    expect(take(allowance, 1, wait ?? 0)).not.toEqual([0]);
  });

  it('gives nothing beyond the rate to a socket that was quiet for long', () => {
    const allowance = limit.begin(0);
    const waits = take(allowance, points + 1, 3_600_000);
    expect(waits.filter((wait) => wait === 0)).toHaveLength(points);
  });

  it('does not punish refusals: whoever sends twice as fast as allowed gets half of it through', () => {
    const allowance = limit.begin(0);
    take(allowance, points, 0);
    const perSecond = Array.from({ length: 100 }, (_, second) => take(allowance, 60, (second + 1) * 1_000));
    const passed = perSecond.flat().filter((wait) => wait === 0).length;
    expect(passed).toBe(100 * (points / seconds));
  });

  it('calls it a flood when somebody goes on at more than ten times the rate, and only then', () => {
    const steady = limit.begin(0);
    const atTenfold = Array.from({ length: 60 }, (_, second) => take(steady, (10 * points) / seconds, second * 1_000));
    expect(atTenfold.flat()).not.toContain(Infinity);
    expect(take(limit.begin(0), 10 * points + 1, 0).at(-1)).toBe(Infinity);
  });

  it('multiplies the rate', () => {
    const generous = new CommandLimit(2);
    const allowance = generous.begin(0);
    const waits = Array.from({ length: 2 * points + 1 }, () => generous.take(allowance, 0));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(2 * points);
  });
});
