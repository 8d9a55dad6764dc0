import { Injectable } from '@nestjs/common';

import { DomainError, newId, systemActor } from '#common';
import { SqlPool } from '#database';

import { ConversationLog } from './log/conversation-log.ts';

const IDLE = {
  name: 'idle_conversations',
  text: `SELECT id, workspace_id, last_seq FROM conversations
    WHERE status <> 'closed' AND last_event_at < now() - make_interval(secs => $1) ORDER BY last_event_at LIMIT $2`,
};
const BATCH = 200;

/** Closes conversations in which nothing has happened for a while. */
@Injectable()
export class IdleClosing {
  constructor(
    private readonly pool: SqlPool,
    private readonly log: ConversationLog,
  ) {}

  /**
   * Returns how many it closed. Safe on several instances at once, and beside people: a conversation closes only if its log
   * still ends where it was found idle, so it closes once, and never under a message that came meanwhile.
   */
  async closeIdle(idleSeconds: number): Promise<number> {
    let closed = 0;
    for (let isFull = true; isFull;) {
      const values = [idleSeconds, BATCH];
      const { rows } = await this.pool.query<{ id: string; workspace_id: string; last_seq: number }>({
        ...IDLE,
        values,
      });
      const results = await Promise.all(rows.map((row) => this.close(row.workspace_id, row.id, row.last_seq)));
      const count = results.filter(Boolean).length;
      closed += count;
      // Where nothing would close, the same would be found again.
      isFull = rows.length === BATCH && count > 0;
    }
    return closed;
  }

  private async close(workspaceId: string, conversationId: string, expectedSeq: number): Promise<boolean> {
    const entry = {
      type: 'conversation.closed',
      conversationId,
      actor: systemActor(workspaceId),
      clientId: newId(),
      body: { reason: 'idle' },
      expectedSeq,
    } as const;
    try {
      await this.log.append(entry);
      return true;
    } catch (error) {
      if (error instanceof DomainError) return false;
      throw error;
    }
  }
}
