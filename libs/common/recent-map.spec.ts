import { RecentMap } from './recent-map.ts';

const KEEP_MS = 1_000;

describe('RecentMap', () => {
  it('keeps what is touched in time, by reading as by writing', () => {
    const map = new RecentMap<string, number>(KEEP_MS);
    map.set('a', 1, 0);
    for (let now = 0; now < 20 * KEEP_MS; now += KEEP_MS) expect(map.get('a', now)).toBe(1);
    map.set('a', 2, 20 * KEEP_MS);
    expect(map.get('a', 21 * KEEP_MS - 1)).toBe(2);
    expect(map.size).toBe(1);
  });

  it('forgets what nobody touched, within twice the time, whoever else comes', () => {
    const map = new RecentMap<string, number>(KEEP_MS);
    map.set('a', 1, 0);
    map.set('b', 2, KEEP_MS);
    map.set('c', 3, 2 * KEEP_MS);
    expect(map.size).toBe(2);
    expect(map.get('a', 2 * KEEP_MS)).toBeUndefined();
    expect(map.get('b', 2 * KEEP_MS)).toBe(2);
  });

  it('forgets everything after a long silence', () => {
    const map = new RecentMap<string, number>(KEEP_MS);
    map.set('a', 1, 0);
    expect(map.get('a', 2 * KEEP_MS)).toBeUndefined();
    expect(map.size).toBe(0);
  });

  it('stays as small as the crowd of the moment', () => {
    const map = new RecentMap<number, number>(KEEP_MS);
    for (let now = 0; now < 100_000; now += 1) map.set(now, now, now);
    expect(map.size).toBeLessThanOrEqual(2 * KEEP_MS);
  });
});
