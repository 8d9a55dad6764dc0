/** An event as somebody saw it. */
export interface Seen {
  conversation: string;
  seq: number;
  prevSeq: number;
  type: string;
  actor: string;
  clientId: string;
  /** Empty for events that have none. */
  text: string;
}

/** One attempt to store one message. Its outcome is one of ok, refused, unknown, or nothing when the run ended first. */
interface Attempt {
  client: string;
  conversation: string;
  clientId: string;
  /** Counts from 1 for each `clientId`. */
  attempt: number;
}

/** What happened, in the order in which the suite noticed it. `at` is milliseconds from the start of the run. */
export type Entry = { at: number } & (
  | ({ op: 'invoke'; link: string; kind: 'message' | 'note'; text: string } & Attempt)
  | ({ op: 'ok'; seq: number } & Attempt)
  | ({ op: 'refused'; code: string } & Attempt)
  | ({ op: 'unknown' } & Attempt)
  /** A view shows these after what it showed before; when it starts anew, instead of it. */
  | { op: 'shown'; view: string; startsAnew: boolean; events: readonly Seen[] }
  /** A view shows older events in front. */
  | { op: 'older'; view: string; events: readonly Seen[] }
  /** A socket has resumed a conversation from `after` with this page. Live: it hears everything from the end of the page on. */
  | {
      op: 'joined';
      link: string;
      client: string;
      conversation: string;
      after: number;
      events: readonly Seen[];
      isLive: boolean;
    }
  | { op: 'frame'; link: string; client: string; event: Seen }
  /** The database was asked, past everything, right after an ack or a frame, whether it has the event. */
  | { op: 'probed'; conversation: string; seq: number; clientId: string; isStored: boolean }
  /** An older state of the database was put back: each log ends at this seq, what followed is lost on purpose. */
  | { op: 'restored'; heads: Readonly<Record<string, number>> }
  | { op: 'fault'; what: string }
  /** A connection is up. Its ticket was asked for at `askedAt`. */
  | { op: 'opened'; link: string; client: string; askedAt: number }
  /** It is over. The reason is what the server said before; null when it said nothing. */
  | { op: 'closed'; link: string; client: string; by: 'server' | 'client'; reason: string | null }
  /** It was answered that this person's sessions are over, as asked at `askedAt`. Sockets have `withinMs` from the answer on to end for this reason. */
  | { op: 'ended'; actor: string; way: string; askedAt: number; reason: string; withinMs: number }
  /** REST was asked with a token of this person after that: of an ended session, or of one that goes on. Null: it did as asked. */
  | { op: 'asked'; actor: string; route: string; isEnded: boolean; code: string | null }
);

export type Audience = 'public' | 'agents';

export interface ClientInfo {
  kind: 'visitor' | 'agent';
  actor: string;
  workspace: string;
  /** It has one message of a conversation under way at a time; others send on before the ack. */
  isSerial: boolean;
}

export interface ConversationInfo {
  workspace: string;
  /** The visitor's actor id. */
  visitor: string;
}

export interface ViewInfo {
  client: string;
  conversation: string;
  /** It is on a screen at the end, with its whole history loaded, and so has to be complete. */
  isFinal: boolean;
}

export interface Row extends Omit<Seen, 'prevSeq'> {
  prevPublicSeq: number;
  audience: Audience;
}

export interface Transcript {
  conversation: string;
  audience: Audience;
  events: readonly Seen[];
}

/** Everything a run left behind: what the checker judges. */
export interface RunRecord {
  history: readonly Entry[];
  clients: Readonly<Record<string, ClientInfo>>;
  conversations: Readonly<Record<string, ConversationInfo>>;
  views: Readonly<Record<string, ViewInfo>>;
  /** The table of events after the run. */
  rows: readonly Row[];
  /** `last_seq` of each conversation's row. */
  heads: Readonly<Record<string, number>>;
  transcripts: readonly Transcript[];
  /** Ends of processes that nobody asked for, and errors they wrote to their logs. */
  failures: readonly string[];
  /** Highest resident memory of each process, in bytes. */
  memory: readonly { process: string; peak: number; limit: number }[];
  /** What was still missing when the time to heal was over. */
  unhealed: readonly string[];
}

export const PROPERTIES = {
  P1: 'every acknowledged message is stored exactly once',
  P2: 'nothing is acknowledged or shown before it is committed',
  P3: 'the same clientId is one row, with the same seq in every ack',
  P4: 'a log is 1, 2, 3 … without gaps, the same for everybody',
  P5: 'every view is a stretch of the log at all times, and equals it in the end',
  P6: 'nobody is shown n+1 before n',
  P7: 'nothing of another conversation, workspace or audience',
  P8: 'memory is bounded',
  P9: 'processes live, answer without bugs, and heal in time',
  P10: 'what one client sends keeps its order',
  P11: 'an ended session hears nothing, does nothing and is closed in time; nobody else is',
} as const;

export type Property = keyof typeof PROPERTIES;

export interface Violation {
  property: Property;
  what: string;
}

export type Judge = (record: RunRecord) => Violation[];
