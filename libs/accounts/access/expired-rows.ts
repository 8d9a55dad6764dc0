import { Injectable } from '@nestjs/common';

import { SqlPool } from '#database';

/** Of one statement: a sweep never holds many locks for long. */
const AT_ONCE = 1_000;

/**
 * What has had its time, and when. Links stay a month, so that who opens an old one hears that it is too old; notices of changes
 * an hour, far longer than any instance takes to read them; bans that are over and agents' sessions three months. Each has an index for
 * it, or is a small table. Visitors' sessions are neither, and stay.
 */
const EXPIRED: Readonly<Record<string, string>> = {
  access_changes: "at < now() - interval '1 hour'",
  identity_token_uses: 'expires_at < now()',
  signing_keys: 'expires_at < now()',
  password_resets: "expires_at < now() - interval '30 days'",
  invitations: "expires_at < now() - interval '30 days'",
  bans: "least(lifted_at, expires_at) < now() - interval '90 days'",
  agent_sessions: "least(ended_at, expires_at) < now() - interval '90 days'",
};

/** Deletes rows that nothing asks for any more. Several may do it at once: each takes what the others have not. */
@Injectable()
export class ExpiredRows {
  constructor(private readonly pool: SqlPool) {}

  /** Resolves to how many were deleted. */
  async sweep(): Promise<number> {
    let deleted = 0;
    for (const [table, condition] of Object.entries(EXPIRED)) deleted += await this.sweepTable(table, condition);
    return deleted;
  }

  private async sweepTable(table: string, condition: string): Promise<number> {
    const chosen = `SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED`;
    const text = `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(${chosen}))`;
    let deleted = 0;
    for (let count = AT_ONCE; count === AT_ONCE; deleted += count) count = (await this.pool.query(text)).rowCount ?? 0;
    return deleted;
  }
}
