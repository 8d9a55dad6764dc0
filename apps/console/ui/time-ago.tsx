import { useNow } from './clock.ts';
import { fullDate, shortAge } from './dates.ts';

export function TimeAgo({ at, className }: { at: string; className?: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={fullDate(at)} className={className}>
      {shortAge(at, now)}
    </time>
  );
}
