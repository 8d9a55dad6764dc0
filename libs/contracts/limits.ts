/** Published limits; clients may rely on them, servers enforce them. Sizes in the unit the name says. */
export const LIMITS = {
  /** UTF-16 code units of one message or note. */
  textLength: 10_000,
  nameLength: 100,
  emailLength: 254,
  /** Bytes of one REST body and of one socket frame. */
  payloadBytes: 64 * 1024,
  /** Commands of one socket that may be unanswered at once. */
  pendingCommandsPerSocket: 64,
  /** Conversations one socket may follow at once, and one `resume` may name. */
  conversationsPerSocket: 100,
  /** Events in one answer. A client that is further behind pages. */
  eventsPerPage: 200,
  /** Events in one answer to `resume`, shared out evenly: the more conversations it names, the shorter their pages. */
  eventsPerResume: 1_000,
  /** Events in the first answer to a client that has none yet. */
  newestEvents: 50,
  /** What may wait for a connection that does not read: beyond either it is ended, and may resume. */
  unreadPackets: 256,
  unreadCharacters: 1024 * 1024,
  listPage: 50,
  listPageMax: 100,
} as const;

/** Durations of the protocol, in seconds unless the name says otherwise. */
export const DURATIONS = {
  /** A socket ticket: long enough for a slow handshake, too short to be worth stealing. */
  ticket: 60,
  accessToken: 600,
  /** Longest `wait` of the REST long poll; below the idle timeout of common proxies. */
  longPoll: 25,
  /** A typing notice that is not renewed within this time has ended. */
  typingMs: 6_000,
  pingIntervalMs: 10_000,
  pingTimeoutMs: 5_000,
} as const;

/** Where the socket lives, on the same origin as the REST API or on `PARLEY_REALTIME_URL`. */
export const SOCKET_PATH = '/socket/';
