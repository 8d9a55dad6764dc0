import { shortAge } from './dates.ts';

// Local times on purpose: what counts as yesterday depends on the reader's clock.
const at = (year: number, month: number, day: number, hour = 12, minute = 0) =>
  new Date(year, month - 1, day, hour, minute).toISOString();
const now = new Date(2026, 10, 20, 15, 30).getTime();

describe('the age in a list', () => {
  it.each([
    ['a clock that is ahead', at(2026, 11, 20, 15, 45), 'now'],
    ['under a minute', at(2026, 11, 20, 15, 30), 'now'],
    ['minutes', at(2026, 11, 20, 15, 25), '5m'],
    ['just under an hour', at(2026, 11, 20, 14, 31), '59m'],
    ['hours of today', at(2026, 11, 20, 12, 0), '3h'],
    ['yesterday evening', at(2026, 11, 19, 23, 59), 'Yesterday'],
    ['this week', at(2026, 11, 16), 'Mon'],
    ['this year', at(2026, 3, 3), '3 Mar'],
    ['before', at(2025, 3, 3), '03/03/2025'],
  ])('%s', (_case, moment, expected) => {
    expect(shortAge(moment, now, 'en-GB')).toBe(expected);
  });
});
