import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';

import { Bus, channels } from '#backplane';

import { InboxListeners } from './inbox-listeners.ts';

/** However many messages that was: one notice per changed conversation in this time. */
const CONFLATE_MS = 200;

/** Tells every instance with agents which conversations of a workspace have changed. May be lost: `InboxSweep` finds those. */
@Injectable()
export class InboxNews implements OnModuleDestroy {
  readonly #changed = new Map<string, Set<string>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly listeners: InboxListeners,
  ) {}

  changed(workspaceId: string, conversationId: string): void {
    const ids = this.#changed.get(workspaceId) ?? new Set();
    this.#changed.set(workspaceId, ids.add(conversationId));
    this.#timer ??= setTimeout(() => this.flush(), CONFLATE_MS);
  }

  onModuleDestroy(): void {
    this.flush();
  }

  private flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const [workspaceId, ids] of this.#changed) {
      this.listeners.tell(workspaceId, [...ids]);
      this.bus.publish(channels.workspace(workspaceId), JSON.stringify([...ids]));
    }
    this.#changed.clear();
  }
}
