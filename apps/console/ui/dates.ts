import { daysBetween } from '#chat-view';

import { uiMessages as texts } from './ui.messages.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

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

export function fullDate(at: string, locale?: string): string {
  return new Date(at).toLocaleString(locale, { dateStyle: 'full', timeStyle: 'short' });
}
