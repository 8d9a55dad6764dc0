import type { BroadcastOperator, DefaultEventsMap, Namespace as IoNamespace, Socket as IoSocket } from 'socket.io';

import type { SessionActor } from '#common';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  DisconnectReason,
  Envelope,
  EventName,
  EventPayload,
} from '#contracts';

import type { CommandQueue } from './command-queue.ts';

type CommandsByName = {
  [N in CommandName]: (input: CommandInput<N>, answer: (envelope: Envelope<CommandOutput<N>>) => void) => void;
};
type EventsByName = { [N in EventName]: (payload: EventPayload<N>) => void };

export interface SocketData {
  /** Set by the namespace's middleware, before any command can run. */
  actor: SessionActor;
  /** Where it comes from; behind trusted proxies the client's own. Set by the namespace's middleware. */
  address?: string;
  /** Which check has said last who the actor is, and what it may. */
  check?: number;
  /** Until when its ticket lets it be trusted at most. Set by the namespace's middleware, and with each `session.refresh`. */
  vouchedUntil?: Date | null;
  /** Until when the socket goes without `session.refresh`, by the clock of `performance.now()`. */
  trustedUntil?: number;
  /** It is being ended, and why. */
  closing?: DisconnectReason;
  /** Made with the first command. */
  queue?: CommandQueue;
}

export type Socket = IoSocket<CommandsByName, EventsByName, DefaultEventsMap, SocketData>;
export type Namespace = IoNamespace<CommandsByName, EventsByName, DefaultEventsMap, SocketData>;

/** For a name and a payload of one union, of which TypeScript cannot see that they belong together. */
export function emitTo(audience: ReturnType<Namespace['to']>, name: EventName, payload: EventPayload<EventName>): void {
  (audience as unknown as BroadcastOperator<DefaultEventsMap, SocketData>).emit(name, payload);
}
