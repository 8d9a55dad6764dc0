type Connections = Set<string>;

/** The members of this instance and the connections that hold each of them here. */
export class PresenceRoster {
  private readonly scopes = new Map<string, Map<string, Connections>>();

  /** True when the member was not here before. */
  enter(scope: string, member: string, connectionId: string): boolean {
    const connections = this.connections(scope, member);
    connections.add(connectionId);
    return connections.size === 1;
  }

  /** True when that was the member's last connection. */
  leave(scope: string, member: string, connectionId: string): boolean {
    const members = this.scopes.get(scope);
    const connections = members?.get(member);
    if (!members || !connections?.delete(connectionId) || connections.size > 0) return false;
    members.delete(member);
    if (members.size === 0) this.scopes.delete(scope);
    return true;
  }

  has(scope: string, member: string): boolean {
    return this.scopes.get(scope)?.has(member) ?? false;
  }

  members(scope: string): Set<string> {
    return new Set(this.scopes.get(scope)?.keys());
  }

  *all(): Generator<[scope: string, member: string]> {
    for (const [scope, members] of this.scopes) for (const member of members.keys()) yield [scope, member];
  }

  clear(): void {
    this.scopes.clear();
  }

  private connections(scope: string, member: string): Connections {
    const members = this.scopes.get(scope) ?? new Map<string, Connections>();
    this.scopes.set(scope, members);
    const connections = members.get(member) ?? new Set<string>();
    members.set(member, connections);
    return connections;
  }
}
