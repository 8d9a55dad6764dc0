import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { SessionActor } from '#common';
import { LIMITS } from '#contracts';
import type { DisconnectReason, ErrorCode } from '#contracts';
import { Logger } from '#observability';
import { toDomainError } from '#process';

import { closeSocket } from './close-socket.ts';
import { SocketExpiry } from './socket-expiry.ts';
import { SocketRegistry } from './socket-registry.ts';
import { handshakeError } from './socket.adapter.ts';
import type { Namespace, Socket } from './socket.ts';
import { applyCheck, beginCheck } from './standing.ts';

/** What a namespace asks about those who connect. Both throw a `DomainError` to refuse. */
export interface Gatekeeper {
  /** Whom the handshake's ticket is for; it is used up by that. */
  identify(socket: Socket): Promise<SessionActor>;
  /** Who that is now, if they may come in. */
  check(socket: Socket): Promise<SessionActor>;
}

const SOCKETS = { visitor: LIMITS.socketsPerVisitor, agent: LIMITS.socketsPerAgent } as const;

/** How a refused handshake says what a socket that is up reads in `connection.closing`. */
const REFUSALS: Partial<Record<DisconnectReason, ErrorCode>> = {
  banned: 'banned',
  origin_not_allowed: 'origin_not_allowed',
  session_ended: 'session_ended',
};

/** Lets sockets into a namespace, and keeps the list of those that are in. */
@Injectable()
export class SocketEntrance {
  constructor(
    private readonly registry: SocketRegistry,
    private readonly expiry: SocketExpiry,
    private readonly logger: Logger,
  ) {}

  /** By a middleware of the namespace, not `handleConnection`: Nest would accept commands before that is done. */
  guard(namespace: Namespace, gatekeeper: Gatekeeper): void {
    namespace.use((socket, next) => {
      this.admit(socket, gatekeeper).then(
        () => next(),
        (error: unknown) => next(handshakeError(toDomainError(error, this.logger, { socketId: socket.id }))),
      );
    });
    const leave = (socket: Socket): void => this.leave(socket);
    function onDisconnect(this: Socket): void {
      leave(this);
      // A client that only leaves the namespace would keep a connection that no list and no timer knows of.
      this.conn.close();
    }
    namespace.on('connection', (socket) => {
      // The handshake's request holds headers and sockets alive for nothing; what matters of it has been read.
      Object.assign(socket.conn, { request: null });
      socket.on('disconnect', onDisconnect);
      this.enter(socket);
    });
  }

  /** On the list before the check: a change that is made meanwhile finds the socket. */
  private async admit(socket: Socket, gatekeeper: Gatekeeper): Promise<void> {
    if (isInUse(socket)) {
      socket.conn.close();
      throw new DomainError('forbidden');
    }
    socket.data.actor = await gatekeeper.identify(socket);
    this.registry.add(socket);
    try {
      const check = beginCheck();
      applyCheck(socket, check, await gatekeeper.check(socket));
      const { closing } = socket.data;
      if (closing) throw new DomainError(REFUSALS[closing] ?? 'token_expired');
    } catch (error) {
      this.registry.delete(socket);
      throw error;
    }
    // A connection that broke meanwhile gets no further, and nobody tells.
    setImmediate(() => {
      if (!socket.connected) this.registry.delete(socket);
    });
  }

  private enter(socket: Socket): void {
    const { actor, closing } = socket.data;
    if (closing) return closeSocket(socket, closing);
    this.expiry.trust(socket);
    const own = this.registry.of(actor.kind, actor.id).filter(({ connected }) => connected);
    const tooMany = own.slice(0, Math.max(0, own.length - SOCKETS[actor.kind]));
    for (const oldest of tooMany) closeSocket(oldest, 'too_many_connections');
  }

  private leave(socket: Socket): void {
    this.registry.delete(socket);
    this.expiry.forget(socket);
  }
}

/** A connection carries one socket: somebody was let in over it before. */
function isInUse({ conn }: Socket): boolean {
  return (conn.request as unknown) === null;
}
