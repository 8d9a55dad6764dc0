import type { Pool } from 'pg';

import type { Fault } from '../runner/scenario.ts';

/**
 * A backup is put back while everything is down: every log ends earlier, and the epoch is another one. What was acknowledged
 * after the backup is lost on purpose; nobody may go on showing it.
 */
export const backupRestored: Fault = async ({ rig, cast, random, recorder, duration }) => {
  await new Promise((resolve) => setTimeout(resolve, duration));
  await Promise.all(rig.stations.map(({ instance }) => instance.kill()));
  const { pool } = rig.postgres;
  const heads: Record<string, number> = {};
  for (const id of Object.keys(cast.conversations)) heads[id] = await cutBack(pool, id, random.next());
  await pool.query('UPDATE log_epoch SET epoch = gen_random_uuid()');
  recorder.add({ op: 'restored', heads });
};

async function cutBack(pool: Pool, id: string, part: number): Promise<number> {
  const { rows } = await pool.query<{ last_seq: number }>('SELECT last_seq FROM conversations WHERE id = $1', [id]);
  const head = Math.floor((rows[0]?.last_seq ?? 0) * part);
  await pool.query('DELETE FROM events WHERE conversation_id = $1 AND seq > $2', [id, head]);
  const sql = `UPDATE conversations SET last_seq = $2, last_public_seq = coalesce(
    (SELECT max(seq) FROM events WHERE conversation_id = $1 AND audience = 'public'), 0) WHERE id = $1`;
  await pool.query(sql, [id, head]);
  const receipts =
    'UPDATE receipts SET delivered = least(delivered, $2), read = least(read, $2) WHERE conversation_id = $1';
  await pool.query(receipts, [id, head]);
  return head;
}
