import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

import { LOG_EVENTS, NAMESPACES, SOCKET_PATH } from '#contracts';
import type { CommandInput, CommandName, CommandOutput, Envelope, EventPayload, LogEvent } from '#contracts';

const HANDSHAKE_MS = 3_000;
/** Without an answer for so long a connection is given up. */
export const PATIENCE_MS = 4_000;
/** What the library says of a connection that we closed. */
const OWN_END = 'io client disconnect';

export interface WireLinkOptions {
  id: string;
  url: string;
  kind: 'visitor' | 'agent';
  ticket: string;
  onEvent: (event: LogEvent) => void;
}

/** How a connection ended; the reason is what the server said of it before. */
export interface LinkEnd {
  by: 'server' | 'client';
  reason: string | null;
}

/** One bare connection: it sends what it is told and passes on what it hears. */
export class WireLink {
  readonly id: string;
  readonly closed: Promise<LinkEnd>;
  readonly #socket: Socket;

  private constructor(id: string, socket: Socket) {
    this.id = id;
    this.#socket = socket;
    let reason: string | null = null;
    socket.on('connection.closing', (closing: EventPayload<'connection.closing'>) => (reason = closing.reason));
    this.closed = new Promise((resolve) => {
      socket.once('disconnect', (why) => resolve({ by: why === OWN_END ? 'client' : 'server', reason }));
    });
  }

  /** Null when it does not come about. */
  static open({ id, url, kind, ticket, onEvent }: WireLinkOptions): Promise<WireLink | null> {
    const socket = io(url + NAMESPACES[kind], {
      path: SOCKET_PATH,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: HANDSHAKE_MS,
      auth: { ticket },
    });
    const link = new WireLink(id, socket);
    socket.onAny((name: string, payload: unknown) => {
      if (Object.hasOwn(LOG_EVENTS, name)) onEvent(payload as LogEvent);
    });
    return new Promise((resolve) => {
      const give = (result: WireLink | null) => {
        clearTimeout(timer);
        if (!result) socket.disconnect();
        resolve(result);
      };
      // The library's own timeout ends with the transport, before the namespace has answered.
      const timer = setTimeout(give, HANDSHAKE_MS, null);
      socket.once('connect', () => give(link));
      socket.once('connect_error', () => give(null));
    });
  }

  get isUp(): boolean {
    return this.#socket.connected;
  }

  /** Null when no answer came: the outcome is unknown. */
  command<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
    patienceMs: number,
  ): Promise<Envelope<CommandOutput<N>> | null> {
    if (!this.isUp) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.#socket.timeout(patienceMs).emit(name, input, (lost: Error | null, answer: Envelope<CommandOutput<N>>) => {
        resolve(lost ? null : answer);
      });
    });
  }

  close(): void {
    this.#socket.disconnect();
  }
}
