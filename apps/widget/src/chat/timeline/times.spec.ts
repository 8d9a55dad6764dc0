import { dayLabel } from './times.ts';

const now = new Date(2026, 10, 18, 0, 5);
const label = (...date: [number, number, number, number]) => dayLabel(new Date(...date).toISOString(), now);

describe('dayLabel', () => {
  it('goes by the calendar, not by hours', () => {
    expect(label(2026, 10, 18, 0)).toBe('Today');
    expect(label(2026, 10, 17, 23)).toBe('Yesterday');
  });

  it('names the year of another year', () => {
    expect(label(2026, 10, 3, 12)).not.toContain('2026');
    expect(label(2025, 10, 3, 12)).toContain('2025');
  });
});
