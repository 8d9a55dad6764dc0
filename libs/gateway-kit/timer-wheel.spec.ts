import { TimerWheel } from './timer-wheel.ts';

describe('TimerWheel', () => {
  it('gives each item once, when its deadline has passed and not before', () => {
    const wheel = new TimerWheel<string>(1_000_400);
    wheel.add('a', 1_003_001);
    wheel.add('b', 1_003_500);
    wheel.add('c', 1_005_000);
    expect(wheel.turn(1_003_999)).toEqual([]);
    expect(wheel.turn(1_004_000)).toEqual(['a', 'b']);
    expect(wheel.turn(1_004_900)).toEqual([]);
    expect(wheel.turn(1_005_000)).toEqual(['c']);
  });

  it('misses nothing when it was not turned for a while', () => {
    const wheel = new TimerWheel<string>(0);
    wheel.add('a', 10_000);
    wheel.add('b', 20_000);
    expect(wheel.turn(3_600_000)).toEqual(['a', 'b']);
  });

  it('gives what is due already at the next turn', () => {
    const wheel = new TimerWheel<string>(5_000);
    wheel.add('a', 5_000);
    expect(wheel.turn(5_000)).toEqual(['a']);
    wheel.add('b', 5_000);
    expect(wheel.turn(5_000)).toEqual(['b']);
  });

  it('forgets a deadline that was taken back, and keeps the one that took its place', () => {
    const wheel = new TimerWheel<string>(0);
    wheel.add('a', 10_000);
    wheel.delete('a', 10_000);
    wheel.add('a', 30_000);
    expect(wheel.turn(29_999)).toEqual([]);
    expect(wheel.turn(30_000)).toEqual(['a']);
  });
});
