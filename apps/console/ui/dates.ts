import { uiMessages as texts } from './ui.messages.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const startOfDay = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** Calendar days in local time between two moments; rounding absorbs the hour a clock change adds or takes. */
function daysBetween(earlier: Date, later: Date): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / DAY);
}

export function isSameDay(a: string, b: string): boolean {
  return daysBetween(new Date(a), new Date(b)) === 0;
}

/** Short enough for a list: now, 5m, 3h, Yesterday, Mon, 3 Mar, 03/03/2025. A clock that is ahead of ours counts as now. */
export function shortAge(at: string, now: number, locale?: string): string {
  const date = new Date(at);
  const age = now - date.getTime();
  if (age < MINUTE) return texts.now;
  if (age < HOUR) return texts.minutes(Math.floor(age / MINUTE));
  const days = daysBetween(date, new Date(now));
  if (days === 0) return texts.hours(Math.floor(age / HOUR));
  return days === 1 ? texts.yesterday : olderDate(date, days, now, locale);
}

function olderDate(date: Date, days: number, now: number, locale?: string): string {
  if (days < 7) return date.toLocaleDateString(locale, { weekday: 'short' });
  if (date.getFullYear() === new Date(now).getFullYear()) {
    return date.toLocaleDateString(locale, { day: 'numeric', month: 'short' });
  }
  return date.toLocaleDateString(locale, { day: '2-digit', month: '2-digit', year: 'numeric' });
}

/** The heading above a day's messages. */
export function dayLabel(at: string, now: number, locale?: string): string {
  const date = new Date(at);
  const days = daysBetween(date, new Date(now));
  if (days <= 0) return texts.today;
  if (days === 1) return texts.yesterday;
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: isThisYear ? undefined : 'numeric',
  });
}

export function clockTime(at: string, locale?: string): string {
  return new Date(at).toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit' });
}

export function fullDate(at: string, locale?: string): string {
  return new Date(at).toLocaleString(locale, { dateStyle: 'full', timeStyle: 'short' });
}
