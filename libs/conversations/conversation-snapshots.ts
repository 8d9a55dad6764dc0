import { Injectable } from '@nestjs/common';

import { BatchLoader, DomainError } from '#common';
import type { SignedInActor } from '#common';
import type { Audience, Receipt } from '#contracts';
import { SqlPool } from '#database';

import { audienceOf } from './audience.ts';
import { maySee } from './conversation-access.ts';
import { SELECT_CONVERSATIONS } from './conversation-row.ts';
import type { ConversationRow } from './conversation-row.ts';
import { ENTRY_COLUMNS, toEntry } from './log/entry-row.ts';
import type { EntryRow } from './log/entry-row.ts';
import type { LogEntry } from './log/log-entry.ts';
import { publicWatermark } from './receipts.ts';

export interface SnapshotKey {
  conversationId: string;
  audience: Audience;
  /** Null: the newest page. */
  after: number | null;
  limit: number;
}

/** A conversation and a stretch of its log, read at one moment. */
export interface Snapshot {
  epoch: string;
  row: ConversationRow;
  receipts: Receipt[];
  entries: LogEntry[];
  /** There is more after the last entry. */
  hasMore: boolean;
}

type Owner = Pick<ConversationRow, 'id' | 'workspace_id' | 'visitor_id'>;

interface Row extends ConversationRow {
  ord: number;
  epoch: string;
  receipts: Receipt[] | null;
  entries: EntryRow[] | null;
}

/** However many clients come back at once: this many batches a second. */
const SPACING_MS = 100;
const BATCH = 500;
const WAITING = 10_000;

const stretch = (condition: string, direction: 'ASC' | 'DESC') => `
  SELECT ${ENTRY_COLUMNS} FROM events e
  WHERE e.conversation_id = c.id AND (k.audience = 'agents' OR e.audience = 'public') AND ${condition}
  ORDER BY e.seq ${direction} LIMIT k.size + 1`;

/** By key per conversation: its row, its receipts, and one range of its log. Only the requested side of the UNION reads anything. */
const SNAPSHOTS = {
  name: 'conversation_snapshots',
  text: `
  SELECT k.ord::int, (SELECT epoch FROM log_epoch), receipts.receipts, entries.entries, c.*
  FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[]) WITH ORDINALITY AS k (id, audience, after, size, ord),
  LATERAL (${SELECT_CONVERSATIONS} WHERE c.id = k.id LIMIT 1) c
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object(
      'actor', json_build_object('kind', r.actor_kind, 'id', r.actor_id),
      'delivered', CASE k.audience WHEN 'agents' THEN r.delivered ELSE ${publicWatermark('c.id', 'r.delivered')} END,
      'read', CASE k.audience WHEN 'agents' THEN r.read ELSE ${publicWatermark('c.id', 'r.read')} END
    )) AS receipts
    FROM receipts r WHERE r.conversation_id = c.id
  ) receipts ON true
  LEFT JOIN LATERAL (
    SELECT json_agg(e ORDER BY e.seq) AS entries
    FROM ((${stretch('k.after IS NOT NULL AND e.seq > k.after', 'ASC')}) UNION ALL (${stretch('k.after IS NULL', 'DESC')})) e
  ) entries ON true`,
};

const OWNERS = {
  name: 'conversation_owners',
  text: 'SELECT id, workspace_id, visitor_id FROM conversations WHERE id = ANY ($1)',
};

/** What a client needs to be where the conversation is. Throws `not_found` for what the actor may not see. */
@Injectable()
export class ConversationSnapshots {
  readonly #crowd: BatchLoader<SnapshotKey, Snapshot | null>;
  readonly #owners: BatchLoader<string, Owner | null>;

  constructor(private readonly pool: SqlPool) {
    const keyOf = (key: SnapshotKey): string => `${key.conversationId} ${key.audience} ${key.after} ${key.limit}`;
    const options = { keyOf, batch: BATCH, waiting: WAITING, spacingMs: SPACING_MS };
    this.#crowd = new BatchLoader((keys) => readSnapshots(pool, keys), options);
    this.#owners = new BatchLoader((ids) => readOwners(pool, ids), { ...options, keyOf: (id) => id });
  }

  /** Cheaper than a snapshot, for before anything is done about a conversation. Throws `not_found`. */
  async requireVisible(actor: SignedInActor, conversationId: string): Promise<void> {
    const owner = await this.#owners.load(conversationId);
    if (!owner || !maySee(actor, owner)) throw new DomainError('not_found');
  }

  /** For sockets: when thousands come back at once they share queries, and wait for each other. `after` undefined: the newest page. */
  async readInCrowd(
    actor: SignedInActor,
    conversationId: string,
    after: number | undefined,
    limit: number,
  ): Promise<Snapshot> {
    const key = { conversationId, audience: audienceOf(actor), after: after ?? null, limit };
    return visible(actor, await this.#crowd.load(key));
  }

  /** Changes when the database was restored: positions from before are void. */
  async epoch(): Promise<string> {
    const { rows } = await this.pool.query<{ epoch: string }>({
      name: 'log_epoch',
      text: 'SELECT epoch FROM log_epoch',
    });
    if (!rows[0]) throw new Error('log_epoch is empty');
    return rows[0].epoch;
  }

  /** For single requests. */
  async read(
    actor: SignedInActor,
    conversationId: string,
    after: number | undefined,
    limit: number,
  ): Promise<Snapshot> {
    const key = { conversationId, audience: audienceOf(actor), after: after ?? null, limit };
    const [snapshot] = await readSnapshots(this.pool, [key]);
    return visible(actor, snapshot ?? null);
  }
}

function visible(actor: SignedInActor, snapshot: Snapshot | null): Snapshot {
  if (snapshot && maySee(actor, snapshot.row)) return snapshot;
  throw new DomainError('not_found');
}

async function readOwners(pool: SqlPool, ids: readonly string[]): Promise<(Owner | null)[]> {
  const { rows } = await pool.query<Owner>({ ...OWNERS, values: [ids] });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function readSnapshots(pool: SqlPool, keys: readonly SnapshotKey[]): Promise<(Snapshot | null)[]> {
  const values = [
    keys.map((key) => key.conversationId),
    keys.map((key) => key.audience),
    keys.map((key) => key.after),
    keys.map((key) => key.limit),
  ];
  const { rows } = await pool.query<Row>({ ...SNAPSHOTS, values });
  const byKey = new Map(rows.map((row) => [row.ord - 1, row]));
  return keys.map((key, index) => toSnapshot(key, byKey.get(index)));
}

function toSnapshot(key: SnapshotKey, row: Row | undefined): Snapshot | null {
  if (!row) return null;
  const { epoch, receipts, entries } = row;
  const all = (entries ?? []).map(toEntry);
  // One more than asked for was read: at the far end, to see whether there is more.
  const page = key.after === null ? all.slice(-key.limit) : all.slice(0, key.limit);
  const hasMore = key.after !== null && all.length > key.limit;
  return { epoch, row, receipts: receipts ?? [], entries: page, hasMore };
}
