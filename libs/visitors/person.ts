import type { Change } from '#accounts';
import type { Visitor } from '#database';

import type { Vouched } from './identity-tokens.ts';

/** Of so many conversations lists hear at once that their visitor has another name; others show it when they are read again. */
const MOST_RENAMED = 500;

interface Described {
  visitor: Visitor;
  /** Conversations whose visitor has another name by now. */
  renamed: string[];
}

/** Writes down what the website says of its user. What it does not say stays as it was. */
export async function describe(change: Change, before: Visitor, vouched: Vouched): Promise<Described> {
  const data = {
    externalId: vouched.externalId,
    name: vouched.name ?? before.name,
    email: vouched.email ?? before.email,
    verifiedAt: before.verifiedAt ?? new Date(),
  };
  const visitor = await change.tx.visitor.update({ where: { id: before.id }, data });
  if (visitor.name === before.name) return { visitor, renamed: [] };
  change.concerns('visitor', visitor.id);
  const { workspaceId, id: visitorId } = visitor;
  const rows = await change.tx.conversation.findMany({
    where: { workspaceId, visitorId },
    select: { id: true },
    orderBy: [{ lastEventAt: 'desc' }, { id: 'desc' }],
    take: MOST_RENAMED,
  });
  return { visitor, renamed: rows.map(({ id }) => id) };
}
