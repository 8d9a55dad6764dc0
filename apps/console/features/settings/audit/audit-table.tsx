import { useMe } from '../../../session/session-context.ts';
import { actorName } from '../../../ui/people.ts';
import classes from './audit.module.css';
import { auditMessages as texts } from './audit.messages.ts';
import { describeDetails, describeEntry, type AuditEntry } from './describe-entry.ts';

/** A table, and on a phone a card for each entry. */
export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <table className={classes.table} aria-label={texts.table}>
      <thead>
        <tr>
          {[texts.time, texts.who, texts.what, texts.address].map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <AuditRow key={entry.id} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

function AuditRow({ entry }: { entry: AuditEntry }) {
  const me = useMe();
  const details = describeDetails(entry.details);
  return (
    <tr>
      <td className={classes.time}>
        <Moment at={entry.at} />
      </td>
      <td className={classes.who}>
        <bdi>{actorName(entry.actor, me.id)}</bdi>
      </td>
      <td className={classes.what}>
        {describeEntry(entry)}
        {details.length > 0 && (
          <ul className={classes.details}>
            {details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        )}
      </td>
      <td className={classes.address}>
        <bdi dir="ltr">{entry.address ?? texts.noAddress}</bdi>
      </td>
    </tr>
  );
}

/** To the second: entries are compared with other logs. */
function Moment({ at }: { at: string }) {
  const text = new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  return <time dateTime={at}>{text}</time>;
}
