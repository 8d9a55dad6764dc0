import type { SessionActor } from '#common';
import { Logger } from '#observability';
import { toDomainError } from '#process';

import { handshakeError } from './socket.adapter.ts';
import type { Namespace } from './socket.ts';

/** Finds out who connects, from the handshake's `auth.ticket`; throws a `DomainError` to refuse. */
export type Authenticator = (ticket: unknown) => Promise<SessionActor>;

/** Middleware of a namespace, not `handleConnection`: Nest would accept commands before that is done. */
export function authenticate(namespace: Namespace, authenticator: Authenticator, logger: Logger): void {
  namespace.use((socket, next) => {
    authenticator(socket.handshake.auth.ticket).then(
      (actor) => {
        socket.data.actor = actor;
        next();
      },
      (error: unknown) => next(handshakeError(toDomainError(error, logger, { socketId: socket.id }))),
    );
  });
  // The handshake's request holds headers and sockets alive for nothing; the address has been read.
  namespace.on('connection', (socket) => void Object.assign(socket.conn, { request: null }));
}
