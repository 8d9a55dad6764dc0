import type { Prisma } from '#database';

type Transaction = Prisma.TransactionClient;

/**
 * Makes one visitor's conversations another's, with what hangs on them: receipts (the higher watermark stays) and the author of what
 * the visitor wrote, so that a message sent again after it still finds its first copy and is not stored twice. Answers with the
 * conversations. The rows are locked in the order of their ids, as append_events does, so that the two cannot deadlock; what was
 * about to be appended for the visitor before finds the conversation gone.
 */
export async function moveConversations(tx: Transaction, from: string, to: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM conversations
    WHERE workspace_id = (SELECT workspace_id FROM visitors WHERE id = ${from}::uuid) AND visitor_id = ${from}::uuid
    ORDER BY id FOR UPDATE`;
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return ids;
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
