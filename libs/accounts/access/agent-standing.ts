import { Injectable } from '@nestjs/common';

import { BatchLoader, DomainError } from '#common';
import type { AgentActor } from '#common';
import type { Role } from '#contracts';
import { SqlPool } from '#database';

interface Row {
  session_id: string;
  id: string;
  workspace_id: string;
  name: string;
  role: Role;
}

/** While thousands come back at once: rarer, larger queries. */
const CROWD = { batch: 500, waiting: 20_000, spacingMs: 50 };

/** By primary key, both of them. */
const STANDING = {
  name: 'agent_standing',
  text: `
  SELECT s.id AS session_id, a.id, a.workspace_id, a.name, a.role
  FROM agent_sessions s JOIN agents a ON a.id = s.agent_id
  WHERE s.id = ANY ($1) AND s.ended_at IS NULL AND s.expires_at > now() AND a.removed_at IS NULL`,
};

/** Whether an agent's session still counts, and what the agent is called and may do now. */
@Injectable()
export class AgentStanding {
  readonly #rows: BatchLoader<string, Row | null>;

  constructor(private readonly pool: SqlPool) {
    this.#rows = new BatchLoader((ids) => this.read(ids), { ...CROWD, keyOf: (id) => id });
  }

  /** Who comes at the same time shares a query. Throws `session_ended`. */
  async check(actor: AgentActor): Promise<AgentActor> {
    const judged = judge(actor, await this.#rows.load(actor.sessionId));
    if (judged instanceof DomainError) throw judged;
    return judged;
  }

  /** All at once, in the order given; a refusal takes the place of its actor. */
  async checkAll(actors: readonly AgentActor[]): Promise<(AgentActor | DomainError)[]> {
    const rows = await this.read(actors.map(({ sessionId }) => sessionId));
    return actors.map((actor, index) => judge(actor, rows[index] ?? null));
  }

  private async read(sessionIds: readonly string[]): Promise<(Row | null)[]> {
    const { rows } = await this.pool.query<Row>({ ...STANDING, values: [sessionIds] });
    const bySession = new Map(rows.map((row) => [row.session_id, row]));
    return sessionIds.map((id) => bySession.get(id) ?? null);
  }
}

function judge(actor: AgentActor, row: Row | null): AgentActor | DomainError {
  if (!row || row.id !== actor.id || row.workspace_id !== actor.workspaceId) return new DomainError('session_ended');
  return { ...actor, name: row.name, role: row.role };
}
