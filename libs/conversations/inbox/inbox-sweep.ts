import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';

import { SqlPool } from '#database';
import { Logger } from '#observability';

import { InboxListeners } from './inbox-listeners.ts';

const EVERY_MS = 3_000;
/** Overlap of two rounds: more than `last_event_at` may lag (15 seconds) and a slow commit may take. */
const OVERLAP_SECONDS = 30;

const CHANGED = {
  name: 'inbox_changed',
  text: `SELECT id, workspace_id, last_seq FROM conversations
    WHERE workspace_id = ANY ($1) AND last_event_at > now() - make_interval(secs => $2)`,
};

/** What positioning is for a conversation, for the inbox: finds changes whose notice was lost. One query per instance and round. */
@Injectable()
export class InboxSweep implements OnApplicationBootstrap, OnModuleDestroy {
  /** What the round before saw: a conversation that has not moved since is no news. */
  #seen = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;

  constructor(
    private readonly pool: SqlPool,
    private readonly listeners: InboxListeners,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.sweep(), EVERY_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round;
  }

  /** One round at a time; never rejects. */
  sweep(): Promise<void> {
    this.#round ??= this.tellChanged()
      .catch((error: unknown) =>
        this.logger.warn('sweeping the inbox failed, will be tried again', { reason: String(error) }),
      )
      .finally(() => (this.#round = undefined));
    return this.#round;
  }

  private async tellChanged(): Promise<void> {
    const workspaceIds = this.listeners.workspaceIds;
    if (workspaceIds.length === 0) return;
    const values = [workspaceIds, EVERY_MS / 1000 + OVERLAP_SECONDS];
    const { rows } = await this.pool.query<{ id: string; workspace_id: string; last_seq: number }>({
      ...CHANGED,
      values,
    });
    const moved = rows.filter((row) => this.#seen.get(row.id) !== row.last_seq);
    this.#seen = new Map(rows.map((row) => [row.id, row.last_seq]));
    for (const row of moved) this.listeners.tell(row.workspace_id, [row.id]);
  }
}
