import { retryDelay } from './retry-delay.ts';

describe('retryDelay', () => {
  it('doubles and never exceeds two seconds, however long the outage lasts', () => {
    const delays = [1, 2, 3, 7, 5_000].map((attempt) => retryDelay(attempt, () => 0));
    expect(delays).toEqual([50, 100, 200, 2_000, 2_000]);
  });

  it('spreads instances over the second half of the delay', () => {
    expect(retryDelay(5_000, () => 1)).toBe(1_000);
  });
});
