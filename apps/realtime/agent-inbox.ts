import { Injectable } from '@nestjs/common';

import { LIMITS } from '#contracts';
import { Conversations, InboxWatch } from '#conversations';
import type { Namespace, Socket } from '#gateway-kit';
import { Logger } from '#observability';

const PREFIX = 'inbox:';
/** However many messages that was: one summary per changed conversation in this time. */
const CONFLATE_MS = 250;

interface WatchedInbox {
  workspaceId: string;
  changed: Set<string>;
  timer?: NodeJS.Timeout;
  stop: Promise<() => void>;
}

/** Inbox news for the agents on this instance: one query and one frame per workspace and turn, not per message and agent. */
@Injectable()
export class AgentInbox {
  readonly #watched = new Map<string, WatchedInbox>();

  constructor(
    private readonly watch: InboxWatch,
    private readonly conversations: Conversations,
    private readonly logger: Logger,
  ) {}

  serve(namespace: Namespace): void {
    namespace.adapter.on('delete-room', (room: string) => this.close(room));
  }

  enter(namespace: Namespace, socket: Socket): void {
    const { workspaceId } = socket.data.actor;
    const room = PREFIX + workspaceId;
    if (!this.#watched.has(room)) this.#watched.set(room, this.open(namespace, room, workspaceId));
    void socket.join(room);
  }

  private open(namespace: Namespace, room: string, workspaceId: string): WatchedInbox {
    const changed = new Set<string>();
    const stop = this.watch.watch(workspaceId, (ids) => {
      for (const id of ids) changed.add(id);
      inbox.timer ??= setTimeout(() => void this.flush(namespace, room, inbox), CONFLATE_MS);
    });
    const inbox: WatchedInbox = { workspaceId, changed, stop };
    return inbox;
  }

  private async flush(namespace: Namespace, room: string, inbox: WatchedInbox): Promise<void> {
    const ids = [...inbox.changed];
    inbox.changed.clear();
    inbox.timer = undefined;
    if (ids.length > LIMITS.listPageMax) return void namespace.to(room).emit('inbox.stale', {});
    try {
      const conversations = await this.conversations.summaries(inbox.workspaceId, ids);
      namespace.to(room).emit('inbox.updated', { conversations });
    } catch (error) {
      this.logger.warn('inbox news could not be read', { workspaceId: inbox.workspaceId, reason: String(error) });
      namespace.to(room).emit('inbox.stale', {});
    }
  }

  private close(room: string): void {
    const inbox = this.#watched.get(room);
    if (!inbox) return;
    this.#watched.delete(room);
    clearTimeout(inbox.timer);
    void inbox.stop.then((stop) => stop());
  }
}
