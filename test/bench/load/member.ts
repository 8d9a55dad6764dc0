/** One end of a conversation, as any Socket.IO server sees it. Plain data: it crosses into the generator's process. */
export interface Member {
  /** Origin of the instance. */
  url: string;
  path: string;
  /** Empty for the default one. */
  namespace: string;
  auth: Readonly<Record<string, unknown>>;
  /** The command that makes it hear its conversation; null: it hears nothing. */
  join: readonly [name: string, input: object] | null;
  /** What a `message.send` carries besides `clientId` and `text`. */
  fields: Readonly<Record<string, unknown>>;
  /** It only listens. */
  isSilent?: boolean;
}

/** The members of one conversation. */
export type Group = readonly Member[];
/** Two members, on different instances. */
export type Pair = readonly [Member, Member];
