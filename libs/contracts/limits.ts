/** Published limits; clients may rely on them, servers enforce them. Sizes in the unit the name says. */
export const LIMITS = {
  /** UTF-16 code units of one message or note. */
  textLength: 10_000,
  nameLength: 100,
  emailLength: 254,
  /** NIST SP 800-63B: length is what counts. */
  passwordMinLength: 10,
  passwordMaxLength: 200,
  originLength: 255,
  originsPerSite: 100,
  /** Bytes of one REST body and of one socket frame. */
  payloadBytes: 64 * 1024,
  /** Commands of one socket that may be unanswered at once. */
  pendingCommandsPerSocket: 64,
  /** Sockets of one actor on one instance; the oldest gives way. */
  socketsPerVisitor: 10,
  socketsPerAgent: 30,
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
  /** How long a socket is trusted without `session.refresh`. */
  socketSession: 900,
  /** Longest `wait` of the REST long poll; below the idle timeout of common proxies. */
  longPoll: 25,
  /** A typing notice that is not renewed within this time has ended. */
  typingMs: 6_000,
  pingIntervalMs: 10_000,
  pingTimeoutMs: 5_000,
  /** Longest that a request waits for its turn; `RATES.request`. */
  requestWaitMs: 10_000,
} as const;

export interface Rate {
  /** What may be used up … */
  points: number;
  /** … in this many seconds. */
  seconds: number;
}

/**
 * How often something may be done; beyond it the answer is `rate_limited`. Counted over all instances, but for requests
 * of an address and commands, which each instance counts. REST tells what is left in `RateLimit` and `RateLimit-Policy`.
 */
export const RATES = {
  /** HTTP requests of one address on one instance, handshakes included: those that come faster wait. */
  request: { points: 100, seconds: 1 },
  /** REST requests without a token, or with a bad one, of one address. */
  address: { points: 600, seconds: 60 },
  /** REST requests of one agent or visitor. */
  actor: { points: 600, seconds: 60 },
  apiKey: { points: 1_200, seconds: 60 },
  /** Connections for sockets that one address opens, whatever becomes of them. */
  connection: { points: 600, seconds: 60 },
  /** Socket handshakes of one address. */
  handshake: { points: 300, seconds: 60 },
  /** New visitors from one address. */
  newVisitor: { points: 60, seconds: 600 },
  /** Failed sign-ins to one account, from anywhere; codes of the second factor count. */
  loginPerAccount: { points: 10, seconds: 900 },
  /** Failed sign-ins from one address. */
  loginPerAddress: { points: 50, seconds: 900 },
  /** Links to one address of mail; invitations and forgotten passwords apart. */
  mailPerAccount: { points: 5, seconds: 3_600 },
  /** Invitations of one workspace. */
  mailPerWorkspace: { points: 100, seconds: 3_600 },
  /** Links and secrets that were wrong, from one address. */
  guessPerAddress: { points: 30, seconds: 900 },
  /** Commands of one visitor or agent, over all their sockets on one instance. */
  command: { points: 300, seconds: 10 },
} as const satisfies Record<string, Rate>;

export type RateName = keyof typeof RATES;

/** Where the socket lives, on the same origin as the REST API or on `PARLEY_REALTIME_URL`. */
export const SOCKET_PATH = '/socket/';
