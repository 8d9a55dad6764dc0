import { Injectable } from '@nestjs/common';

import { Presence } from '#backplane';

/** Which agents have the console open, on any instance. */
@Injectable()
export class AgentPresence {
  constructor(private readonly presence: Presence) {}

  enter(workspaceId: string, agentId: string, connectionId: string): void {
    this.presence.enter(scope(workspaceId), agentId, connectionId);
  }

  leave(workspaceId: string, agentId: string, connectionId: string): void {
    this.presence.leave(scope(workspaceId), agentId, connectionId);
  }

  online(workspaceId: string): Promise<ReadonlySet<string>> {
    return this.presence.members(scope(workspaceId));
  }

  async isAnyoneOnline(workspaceId: string): Promise<boolean> {
    return (await this.online(workspaceId)).size > 0;
  }
}

function scope(workspaceId: string): string {
  return `agents:${workspaceId}`;
}
