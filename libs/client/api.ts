import type {
  Actor,
  Agent,
  Conversation,
  ErrorBody,
  ErrorCode,
  LogEvent,
  Person,
  Receipt,
  RouteInput,
  RouteName,
  RouteOutput,
  Site,
} from '#contracts';

/** A value that changes. Snapshots are immutable: the same reference means nothing changed. Fits `useSyncExternalStore`. */
export interface Store<T> {
  get(): T;
  /** Calls back after every change; returns how to stop. */
  subscribe(listener: () => void): () => void;
}

/** Where a client keeps what must survive a reload. `localStorage` fits; a failing write must not break the chat. */
export interface KeyValueStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/**
 * `live`: the socket is up. `polling`: a proxy refuses sockets, REST carries everything, slower. `offline`: neither works
 * just now, attempts go on by themselves.
 */
export type ConnectionState = 'idle' | 'connecting' | 'live' | 'polling' | 'offline';

/** The failure of a call, with the code of the error catalogue; `unavailable` when the server could not be reached. */
export interface ClientError extends Error {
  readonly code: ErrorCode;
  readonly body: ErrorBody;
}

/** Something the user wrote that is not known to be stored yet. Survives a reload; resent with the same `clientId`. */
export interface OutboxItem {
  clientId: string;
  kind: 'message' | 'note';
  text: string;
  /** When it was written, RFC 3339. */
  at: string;
  /** `failed` waits for `retry` or `discard`; `sending` goes on by itself through reconnects. */
  state: 'sending' | 'failed';
  error: ErrorBody | null;
}

export interface ConversationState {
  /** Null until it is known (and, for a visitor, until the first message made one). */
  conversation: Conversation | null;
  /** The log as far as it is loaded: in seq order, no holes, nothing twice. */
  events: readonly LogEvent[];
  /** In the order written; shown after the events. */
  outbox: readonly OutboxItem[];
  /** Who is typing just now, without yourself. */
  typing: readonly Actor[];
  receipts: readonly Receipt[];
  isLoading: boolean;
  /** There is history before `events[0]`. */
  hasOlder: boolean;
  /** Why it could not be loaded, e.g. `not_found`. */
  error: ErrorBody | null;
}

/** One conversation on the screen: its log, kept complete and in order through reconnects, and what one can do to it. */
export interface ConversationView extends Store<ConversationState> {
  /** Shows at once as `sending` and ends the typing; never throws. The outbox keeps the order. */
  send(text: string): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
  loadOlder(): Promise<void>;
  /** Call on every keystroke, or with false when the field is emptied; it throttles and expires by itself. */
  setTyping(isTyping: boolean): void;
  /** Raises the own read watermark to the newest event that is shown. */
  markRead(): void;
  /** Stops following. The outbox goes on sending. */
  release(): void;
}

export interface AgentConversationView extends ConversationView {
  addNote(text: string): void;
  assign(agentId: string | null): Promise<void>;
  close(): Promise<void>;
  reopen(): Promise<void>;
}

export interface ParleyClient {
  readonly connection: Store<ConnectionState>;
  /** Any REST route; refreshes the access token by itself. Rejects with a `ClientError`. */
  call<N extends RouteName>(name: N, input: RouteInput<N>): Promise<RouteOutput<N>>;
  /** Closes the socket and every timer. */
  stop(): void;
}

export interface VisitorOptions {
  /** Origin of the REST API, e.g. `https://chat.example.com`; empty for the page's own. */
  baseUrl: string;
  /** Origin of the sockets when it is another one. */
  realtimeUrl?: string;
  siteKey: string;
  store: KeyValueStore;
  /** Origin of the page around, as the browser tells it: sites may allow certain ones alone. */
  embeddedBy?: string;
  /** The website's word for its user came too late: hear it again, and `identify` them anew. */
  onIdentityExpired?: () => void;
}

export interface VisitorStart {
  /** They agree to be remembered; without it some sites answer `consent_required`. */
  hasConsented?: boolean;
}

export interface VisitorClient extends ParleyClient {
  readonly visitor: Store<Person | null>;
  readonly site: Store<Site | null>;
  /** How often this browser has gone over to another visitor: whatever it shows or keeps from before is not theirs to see. */
  readonly handovers: Store<number>;
  /** A session of this browser is in the store. */
  readonly isKnown: boolean;
  /** Why the server does not let this browser in, e.g. `banned`; null while nothing is known against it. Only `start` tries again. */
  readonly refusal: Store<ClientError | null>;
  /**
   * Starts or continues the session and connects. Resolves when the session is there; goes on trying while offline. Rejects with
   * the refusal. Nothing is put into the store before the server has let the visitor in.
   */
  start(options?: VisitorStart): Promise<void>;
  /**
   * Who the website says the visitor is: a JWT, shown to the server once. May be called at any time. What was written as an
   * anonymous visitor comes along; one that is not good, or empty, ends in the refusal `invalid_identity`. One that is past its end
   * does so where another person was named before; otherwise the chat goes on as it is.
   */
  identify(identityToken: string): void;
  /** Takes everything out of the store, at once, then ends the session on the server. Resolves after that, reachable or not. */
  forget(): Promise<void>;
  /** The visitor's newest conversation, or an empty one that the first message creates. */
  currentConversation(): Promise<ConversationView>;
  /** An empty conversation that the first message creates. */
  newConversation(): ConversationView;
}

export interface AgentOptions {
  baseUrl: string;
  realtimeUrl?: string;
  store: KeyValueStore;
}

export type InboxFilter = 'all' | 'mine' | 'unassigned' | 'closed';

export interface InboxState {
  filter: InboxFilter;
  /** Last active first. */
  conversations: readonly Conversation[];
  isLoading: boolean;
  hasMore: boolean;
  error: ErrorBody | null;
}

export interface Inbox extends Store<InboxState> {
  setFilter(filter: InboxFilter): void;
  loadMore(): Promise<void>;
  reload(): Promise<void>;
}

export interface AgentClient extends ParleyClient {
  /** `undefined` until `restore` has answered, null when signed out. */
  readonly me: Store<Agent | null | undefined>;
  readonly inbox: Inbox;
  /** Continues the session of the refresh cookie, if there is one. */
  restore(): Promise<void>;
  /** Nobody is signed in because the session has ended, rather than by `logout` or because there was none. */
  readonly isSessionOver: boolean;
  /** Rejects with `invalid_credentials`, or with `two_factor_required`: then once more, with a code. */
  login(email: string, password: string, code?: string): Promise<void>;
  /** Becomes an agent by the link of an invitation, and is signed in. */
  acceptInvitation(input: RouteInput<'invitation.accept'>): Promise<void>;
  logout(): Promise<void>;
  agents(): Promise<readonly Agent[]>;
  openConversation(conversationId: string): AgentConversationView;
}
