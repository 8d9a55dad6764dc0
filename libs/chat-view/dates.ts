const DAY_MS = 24 * 60 * 60_000;

/** Calendar days in local time between two moments; rounding absorbs the hour a clock change adds or takes. */
export function daysBetween(earlier: Date, later: Date): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / DAY_MS);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

export function isSameDay(a: string, b: string): boolean {
  return daysBetween(new Date(a), new Date(b)) === 0;
}

export interface DayNames {
  today: string;
  yesterday: string;
}

/** The heading above a day's messages. A clock that is ahead of ours counts as today. */
export function dayLabel(at: string, names: DayNames, now = Date.now(), locale?: string): string {
  const date = new Date(at);
  const days = daysBetween(date, new Date(now));
  if (days <= 0) return names.today;
  if (days === 1) return names.yesterday;
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  const year = isThisYear ? undefined : 'numeric';
  return date.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long', year });
}

// Made once: making one takes far longer than using it, and a log shows hundreds of times.
const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });

export function clockTime(at: string): string {
  return clock.format(new Date(at));
}
