export const DEFAULT_KEY_PREFIX = 'parley:';

/** Channels of the bus, without the deployment's prefix: the bus adds it. */
export const channels = {
  /** News of one conversation; subscribed only while someone on this instance follows it. */
  conversation: (conversationId: string): string => `conversation:${conversationId}`,
  /** Summaries for the inbox of every agent of a workspace. */
  workspace: (workspaceId: string): string => `workspace:${workspaceId}`,
  /** Whom a change of access concerns: every instance looks at their connections anew. */
  control: 'control',
} as const;

/**
 * Every name in Redis. Pub/sub ignores the database number, so the prefix alone keeps two deployments on one Redis apart.
 */
export class RedisKeys {
  constructor(private readonly prefix: string) {}

  channel(name: string): string {
    return `${this.prefix}bus:${name}`;
  }

  /** There for as long as the claim holds. */
  claim(name: string): string {
    return `${this.prefix}claim:${name}`;
  }

  /** Sorted set of a scope: `instance|member` to expiry, in milliseconds of Redis' clock. */
  presence(scope: string): string {
    return `${this.prefix}presence:${scope}`;
  }

  /** Before the keys of a rate: how often somebody did something in a window that ends with the key. */
  rate(name: string): string {
    return `${this.prefix}rate:${name}`;
  }
}
