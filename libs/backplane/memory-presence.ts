import { Presence } from './presence.ts';
import { PresenceRoster } from './presence-roster.ts';

/** The presence of a single process. */
export class MemoryPresence extends Presence {
  private readonly roster = new PresenceRoster();

  enter(scope: string, member: string, connectionId: string): void {
    this.roster.enter(scope, member, connectionId);
  }

  leave(scope: string, member: string, connectionId: string): void {
    this.roster.leave(scope, member, connectionId);
  }

  members(scope: string): Promise<ReadonlySet<string>> {
    return Promise.resolve(this.roster.members(scope));
  }
}
