import { Injectable } from '@nestjs/common';

import { BatchLoader, DomainError } from '#common';
import type { VisitorActor } from '#common';
import { SqlPool } from '#database';

import { isOriginAllowed } from '../origins.ts';

/** Whom to look at, and from which address they come just now; null when that is not known. */
export interface VisitorAt {
  actor: VisitorActor;
  address: string | null;
}

interface Row {
  ord: number;
  visitor_id: string;
  workspace_id: string;
  site_id: string;
  name: string | null;
  origin: string | null;
  allowed_origins: string[];
  is_banned: boolean;
}

/** While thousands come back at once: rarer, larger queries. */
const CROWD = { batch: 500, waiting: 20_000, spacingMs: 50 };

const inForce = 'b.lifted_at IS NULL AND (b.expires_at IS NULL OR b.expires_at > now())';
/** Null for what is no address: it must not spoil the batch. */
const inet = (text: string) => `CASE WHEN pg_input_is_valid(${text}, 'inet') THEN ${text}::inet END`;

/**
 * By primary key, but for the bans: those of the visitor by their index, those of addresses by the index of those in force. A ban counts for
 * the address where the session was last seen and for the one it comes from now.
 */
const STANDING = {
  name: 'visitor_standing',
  text: `
  SELECT k.ord::int, s.visitor_id, v.workspace_id, v.site_id, v.name, s.origin, site.allowed_origins,
    EXISTS (SELECT FROM bans b WHERE b.visitor_id = v.id AND ${inForce})
    OR EXISTS (
      SELECT FROM bans b
      WHERE b.workspace_id = v.workspace_id AND b.address IS NOT NULL AND ${inForce}
        AND (b.address >>= ${inet('s.address')} OR b.address >>= ${inet('k.address')})
    ) AS is_banned
  FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS k (session_id, address, ord)
  JOIN visitor_sessions s ON s.id = k.session_id
  JOIN visitors v ON v.id = s.visitor_id
  JOIN sites site ON site.id = v.site_id
  WHERE s.ended_at IS NULL AND s.expires_at > now()`,
};

/** Whether a visitor's session still counts: not ended, not banned, and its website still allowed. */
@Injectable()
export class VisitorStanding {
  readonly #rows: BatchLoader<VisitorAt, Row | null>;

  constructor(private readonly pool: SqlPool) {
    const keyOf = ({ actor, address }: VisitorAt): string => `${actor.sessionId} ${address}`;
    this.#rows = new BatchLoader((visitors) => this.read(visitors), { ...CROWD, keyOf });
  }

  /**
   * Who comes at the same time shares a query. Throws `session_ended`, `banned`, `origin_not_allowed`, and `token_expired` for
   * a session that has become another visitor's: renewing the token gives that one.
   */
  async check(visitor: VisitorAt): Promise<VisitorActor> {
    const judged = judge(visitor.actor, await this.#rows.load(visitor));
    if (judged instanceof DomainError) throw judged;
    return judged;
  }

  /** All at once, in the order given; a refusal takes the place of its actor. */
  async checkAll(visitors: readonly VisitorAt[]): Promise<(VisitorActor | DomainError)[]> {
    const rows = await this.read(visitors);
    return visitors.map(({ actor }, index) => judge(actor, rows[index] ?? null));
  }

  private async read(visitors: readonly VisitorAt[]): Promise<(Row | null)[]> {
    const values = [visitors.map(({ actor }) => actor.sessionId), visitors.map(({ address }) => address)];
    const { rows } = await this.pool.query<Row>({ ...STANDING, values });
    const byPlace = new Map(rows.map((row) => [row.ord - 1, row]));
    return visitors.map((_, index) => byPlace.get(index) ?? null);
  }
}

function judge(actor: VisitorActor, row: Row | null): VisitorActor | DomainError {
  if (!row || row.workspace_id !== actor.workspaceId) return new DomainError('session_ended');
  if (row.is_banned) return new DomainError('banned');
  const isAllowed = row.origin === null || isOriginAllowed(row.origin, row.allowed_origins);
  if (!isAllowed) return new DomainError('origin_not_allowed');
  if (row.visitor_id !== actor.id) return new DomainError('token_expired');
  return { ...actor, siteId: row.site_id, name: row.name };
}
