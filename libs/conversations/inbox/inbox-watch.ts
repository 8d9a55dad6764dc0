import { Injectable } from '@nestjs/common';

import { Bus, channels } from '#backplane';

import { InboxListeners } from './inbox-listeners.ts';
import type { InboxListener } from './inbox-listeners.ts';

/** Follows the inbox of a workspace across instances. */
@Injectable()
export class InboxWatch {
  constructor(
    private readonly bus: Bus,
    private readonly listeners: InboxListeners,
  ) {}

  /** Resolves once news of other instances arrives; returns how to stop. */
  async watch(workspaceId: string, listener: InboxListener): Promise<() => void> {
    const stop = this.listeners.add(workspaceId, listener);
    const subscription = await this.bus.subscribe(channels.workspace(workspaceId), (message) =>
      listener(JSON.parse(message) as string[]),
    );
    return () => {
      stop();
      subscription.close();
    };
  }
}
