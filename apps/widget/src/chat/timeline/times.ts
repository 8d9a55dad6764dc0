import { messages } from '../../messages.ts';

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const dayAndYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });

export function timeLabel(at: string): string {
  return clock.format(new Date(at));
}

export function dayLabel(at: string, now = new Date()): string {
  const date = new Date(at);
  if (isSameDay(date, now)) return messages.today;
  if (isSameDay(date, dayBefore(now))) return messages.yesterday;
  return (date.getFullYear() === now.getFullYear() ? day : dayAndYear).format(date);
}

function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}

function dayBefore(date: Date): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - 1);
}
