import type { CommandInput, CommandName, CommandOutput, Envelope, ErrorBody, EventPayload } from '#contracts';
import { SOCKET_PATH, isErrorCode } from '#contracts';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

import { CallError, unavailable } from '../errors.ts';

/** Some proxies do not refuse an upgrade, they swallow it. */
const HANDSHAKE_MS = 5_000;
const ACK_MS = 10_000;

/** What the server said before it ended the connection, if it did. */
export type Closing = EventPayload<'connection.closing'> | null;

/** A connection that is up. It never comes back by itself: when it is closed, open another. */
export interface LiveSocket {
  /** Rejects with the server's error, or with `unavailable` when no answer came: the outcome is unknown. */
  command<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
  readonly closed: Promise<Closing>;
  close(): void;
}

export interface SocketOptions {
  /** Origin and namespace; without origin, the page's. */
  url: string;
  ticket: string;
  signal: AbortSignal;
  onEvent: (name: string, payload: unknown) => void;
}

/** Rejects with a `CallError` when the server refused the handshake, with null when the upgrade did not come about at all. */
export function openSocket(options: SocketOptions): Promise<LiveSocket> {
  const socket = io(options.url, {
    path: SOCKET_PATH,
    transports: ['websocket'],
    auth: { ticket: options.ticket },
    reconnection: false,
    forceNew: true,
  });
  const closed = watch(socket, options.onEvent);
  return new Promise((resolve, reject) => {
    const end = (refusal: CallError | null) => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', abort);
      socket.disconnect();
      reject(refusal);
    };
    const abort = () => end(null);
    const timer = setTimeout(abort, HANDSHAKE_MS);
    options.signal.addEventListener('abort', abort);
    socket.once('connect_error', (error: Error & { data?: unknown }) => end(refusalOf(error.data)));
    socket.once('connect', () => {
      clearTimeout(timer);
      void closed.then(abort);
      resolve({ closed, command: (name, input) => command(socket, name, input), close: abort });
    });
  });
}

function refusalOf(data: unknown): CallError | null {
  const body = data as ErrorBody | undefined;
  return isErrorCode(body?.code) ? new CallError(body) : null;
}

/** Listens before the connection is up: the first events may come along with it. */
function watch(socket: Socket, onEvent: SocketOptions['onEvent']): Promise<Closing> {
  return new Promise((resolve) => {
    let closing: Closing = null;
    socket.onAny((name: string, payload: unknown) => {
      if (name === 'connection.closing') closing = payload as Closing;
      else onEvent(name, payload);
    });
    socket.once('disconnect', () => resolve(closing));
  });
}

function command<N extends CommandName>(socket: Socket, name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
  return new Promise((resolve, reject) => {
    // A socket that is down would keep the command for a connection that never comes.
    if (!socket.connected) return reject(unavailable());
    socket.timeout(ACK_MS).emit(name, input, (lost: Error | null, answer: Envelope<CommandOutput<N>>) => {
      if (lost) reject(unavailable(lost));
      else if (answer.ok) resolve(answer.data);
      else reject(new CallError(answer.error));
    });
  });
}
