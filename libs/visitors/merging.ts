import type { Prisma } from '#database';

type Transaction = Prisma.TransactionClient;

/** So much comes along, the newest first. More than that nobody has by talking. */
const MOST_CONVERSATIONS = 500;
/** Of one transaction: a tenth of a second. */
const EVENTS_AT_ONCE = 5_000;
/** What one request does before it asks to be sent again. */
const REWRITES_PER_REQUEST = 20;

export interface Merge {
  from: string;
  to: string;
  conversations: readonly { id: string; lastSeq: number }[];
}

/** What would move, and whether one transaction can do it without holding conversations for long. */
export async function planMerge(tx: Transaction, from: string, to: string): Promise<Merge & { isSmall: boolean }> {
  const conversations = await tx.$queryRaw<Merge['conversations']>`
    SELECT id, last_seq AS "lastSeq" FROM conversations
    WHERE workspace_id = (SELECT workspace_id FROM visitors WHERE id = ${from}::uuid) AND visitor_id = ${from}::uuid
    ORDER BY last_event_at DESC, id DESC
    LIMIT ${MOST_CONVERSATIONS}`;
  const ids = conversations.map(({ id }) => id);
  const counted = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM events WHERE conversation_id = ANY (${ids}::uuid[]) AND actor_id = ${from}::uuid
    LIMIT ${EVENTS_AT_ONCE + 1}`;
  return { from, to, conversations, isSmall: counted.length <= EVENTS_AT_ONCE };
}

/**
 * Makes the person the author of the old part of long logs, in steps that lock no conversation, before the conversations move. The
 * newest part stays for then: what may still be sent again is found under its author of now. True when nothing is left to do; what
 * is done is done, and the next call goes on behind it.
 */
export async function prepareMerge(db: Transaction, { from, to, conversations }: Merge): Promise<boolean> {
  const kept = Math.floor(EVENTS_AT_ONCE / 2 / conversations.length);
  let left = REWRITES_PER_REQUEST;
  for (const { id, lastSeq } of conversations) {
    for (let after = 0; after < lastSeq - kept; after += EVENTS_AT_ONCE) {
      if (left === 0) return false;
      const upTo = Math.min(after + EVENTS_AT_ONCE, lastSeq - kept);
      const changed = await db.$executeRaw`
        UPDATE events SET actor_id = ${to}::uuid
        WHERE conversation_id = ${id}::uuid AND seq > ${after} AND seq <= ${upTo}
          AND actor_kind = 'visitor' AND actor_id = ${from}::uuid`;
      if (changed > 0) left -= 1;
    }
  }
  return true;
}

/**
 * Makes one visitor's conversations another's, with what hangs on them: receipts (the higher watermark stays) and the author of what
 * the visitor wrote, so that a message sent again after it still finds its first copy and is not stored twice. Answers with the
 * conversations. The rows are locked in the order of their ids, as append_events does, so that the two cannot deadlock; what was
 * about to be appended for the visitor before finds the conversation gone.
 */
export async function moveConversations(tx: Transaction, { from, to, conversations }: Merge): Promise<string[]> {
  const ids = conversations.map(({ id }) => id);
  if (ids.length === 0) return ids;
  await tx.$queryRaw`SELECT 1 FROM conversations WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  // A client id is unique per visitor: should both have used the same one, the one that moves in takes another.
  await tx.$executeRaw`
    UPDATE conversations c
    SET visitor_id = ${to}::uuid,
      client_id = CASE WHEN EXISTS (
        SELECT 1 FROM conversations o
        WHERE o.workspace_id = c.workspace_id AND o.visitor_id = ${to}::uuid AND o.client_id = c.client_id
      ) THEN gen_random_uuid() ELSE c.client_id END
    WHERE c.id = ANY (${ids}::uuid[])`;
  await moveReceipts(tx, ids, from, to);
  await tx.$executeRaw`
    UPDATE events SET actor_id = ${to}::uuid
    WHERE conversation_id = ANY (${ids}::uuid[]) AND actor_kind = 'visitor' AND actor_id = ${from}::uuid`;
  return ids;
}

async function moveReceipts(tx: Transaction, ids: readonly string[], from: string, to: string): Promise<void> {
  await tx.$executeRaw`
    WITH gone AS (
      DELETE FROM receipts
      WHERE conversation_id = ANY (${ids}::uuid[]) AND actor_kind = 'visitor' AND actor_id = ${from}::uuid
      RETURNING *
    )
    INSERT INTO receipts AS r (conversation_id, actor_kind, actor_id, delivered, read)
    SELECT conversation_id, actor_kind, ${to}::uuid, delivered, read FROM gone
    ON CONFLICT (conversation_id, actor_kind, actor_id) DO UPDATE
    SET delivered = greatest(r.delivered, excluded.delivered), read = greatest(r.read, excluded.read)`;
}
