import { dayLabel, daysBetween, isSameDay } from './dates.ts';

// Local times on purpose: what counts as yesterday depends on the reader's clock.
const at = (year: number, month: number, day: number, hour = 12, minute = 0) =>
  new Date(year, month - 1, day, hour, minute).toISOString();

describe('the heading of a day', () => {
  const names = { today: 'Today', yesterday: 'Yesterday' };
  const now = new Date(2026, 10, 20, 0, 5).getTime();
  const label = (moment: string) => dayLabel(moment, names, now, 'en-GB');

  it('goes by the calendar, not by hours', () => {
    expect(label(at(2026, 11, 20, 0, 1))).toBe('Today');
    expect(label(at(2026, 11, 19, 23, 59))).toBe('Yesterday');
    expect(label(at(2026, 11, 19, 0))).toBe('Yesterday');
  });

  it('dates the days before, with the year of another year', () => {
    expect(label(at(2026, 11, 16))).toMatch(/^Monday,? 16 November$/);
    expect(label(at(2025, 11, 16))).toMatch(/^Sunday,? 16 November 2025$/);
  });

  it('takes a clock that is ahead for today', () => {
    expect(label(at(2026, 11, 21, 1))).toBe('Today');
  });
});

describe('days', () => {
  it('end at local midnight', () => {
    expect(isSameDay(at(2026, 11, 20, 0, 0), at(2026, 11, 20, 23, 59))).toBe(true);
    expect(isSameDay(at(2026, 11, 19, 23, 59), at(2026, 11, 20, 0, 0))).toBe(false);
  });

  it('are counted by the calendar, whatever the hour', () => {
    expect(daysBetween(new Date(2026, 1, 27, 23), new Date(2026, 2, 1, 1))).toBe(2);
    expect(daysBetween(new Date(2026, 2, 1, 1), new Date(2026, 1, 27, 23))).toBe(-2);
  });
});
