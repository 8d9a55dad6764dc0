import { fullDate } from '../../../ui/dates.ts';

/** A day, past or to come; the moment itself is in the tooltip. */
export function Day({ at }: { at: string }) {
  const text = new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
  return (
    <time dateTime={at} title={fullDate(at)}>
      {text}
    </time>
  );
}
