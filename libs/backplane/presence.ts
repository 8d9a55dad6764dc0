/** Who is here, on any instance. Volatile: an instance that dies takes its members with it within the TTL. */
export abstract class Presence {
  /** Marks a member as present in a scope for this connection, kept alive until `leave` or the instance's end. Never throws. */
  abstract enter(scope: string, member: string, connectionId: string): void;

  /** Takes the connection's mark back. The member stays while another connection of it is here. Never throws. */
  abstract leave(scope: string, member: string, connectionId: string): void;

  /**
   * Members with at least one connection on any instance. What this instance entered or left before the call is always
   * accounted for. While Redis is away: the members of this instance. Never rejects.
   */
  abstract members(scope: string): Promise<ReadonlySet<string>>;
}
