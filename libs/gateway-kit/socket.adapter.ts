import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import type { INestApplicationContext } from '@nestjs/common';
import { AbstractWsAdapter } from '@nestjs/websockets';
import { Server } from 'socket.io';
import type { ServerOptions } from 'socket.io';

import { DomainError } from '#common';
import { DURATIONS, LIMITS, SOCKET_PATH } from '#contracts';
import type { ErrorCode } from '#contracts';
import { Logger } from '#observability';
import { Lifecycle } from '#process';

import { batchWrites } from './write-batching.ts';

/** Decides who may connect at all, before anything is known but the request; the middleware of the namespace looks closer. */
export interface Doorkeeper {
  /** Resolves when it is this request's turn; rejects when it is one of too many. */
  pass(request: IncomingMessage): Promise<void>;
  /** The code of the error, or null. */
  refusal(request: IncomingMessage): Promise<ErrorCode | null>;
}

/**
 * One Socket.IO server on the process's HTTP server. Nest creates namespaces through it and nothing more: commands are bound
 * by the `CommandDispatcher`, because Nest's own way costs 4 KB per connection and handler, reorders, and does not ack errors.
 */
export class SocketAdapter extends AbstractWsAdapter {
  #server: Server | undefined;
  readonly #lifecycle: Lifecycle;
  readonly #logger: Logger;

  constructor(
    app: INestApplicationContext,
    private readonly doorkeeper: Doorkeeper,
  ) {
    super(app);
    this.#lifecycle = app.get(Lifecycle);
    this.#logger = app.get(Logger);
  }

  override create(_port: number, options: { namespace?: string } = {}): unknown {
    this.#server ??= this.createServer();
    return options.namespace ? this.#server.of(options.namespace) : this.#server;
  }

  override bindMessageHandlers(): void {
    // The dispatcher has bound them already.
  }

  /** Namespaces are closed with their server. */
  override async close(): Promise<void> {}

  override async dispose(): Promise<void> {
    this.#server?.disconnectSockets(true);
    this.#server?.engine.close();
  }

  private createServer(): Server {
    // Node.js lets go of the connection here, and `ws` takes it over when it is let in: a reset between must not end the process.
    this.httpServer.on('upgrade', (_request: IncomingMessage, connection: Duplex) => connection.on('error', ignore));
    const server = new Server(this.httpServer, this.options());
    // Whatever is sent to the socket's path, also what is no handshake.
    server.engine.use((request: IncomingMessage, _response: unknown, next: () => void) => {
      this.doorkeeper.pass(request).then(next, () => request.socket.destroy());
    });
    batchWrites(server, (packets) => this.#logger.warn('a connection did not read and was ended', { packets }));
    // The default namespace has no audience. Others that nobody serves are refused by Socket.IO itself.
    server.use((_socket, next) => next(handshakeError(new DomainError('not_found'))));
    return server;
  }

  private options(): Partial<ServerOptions> {
    return {
      path: SOCKET_PATH,
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
      maxHttpBufferSize: LIMITS.payloadBytes,
      connectTimeout: 5_000,
      pingInterval: DURATIONS.pingIntervalMs,
      pingTimeout: DURATIONS.pingTimeoutMs,
      allowRequest: (request, decide) => {
        this.refusal(request).then(
          (code) => decide(code, code === null),
          () => decide('unavailable', false),
        );
      },
    };
  }

  private async refusal(request: IncomingMessage): Promise<ErrorCode | null> {
    return this.#lifecycle.isDraining ? 'draining' : this.doorkeeper.refusal(request);
  }
}

function ignore(): void {}

/** What a refused client finds in `connect_error`: the error's body as `data`. */
export function handshakeError(error: DomainError): Error {
  return Object.assign(new Error(error.code), { data: error.toBody() });
}
