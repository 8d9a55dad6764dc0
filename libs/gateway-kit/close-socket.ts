import type { DisconnectReason } from '#contracts';

import type { Socket } from './socket.ts';

/**
 * Ends a connection with a reason from the table, where the client reads whether to come back. From here on none of its
 * commands is carried out. One whose handshake is not over is refused when it is.
 */
export function closeSocket(socket: Socket, reason: DisconnectReason): void {
  socket.data.closing = reason;
  if (!socket.connected) return;
  announceClosing(socket, reason, 0);
  socket.disconnect(true);
}

/** The last event of a connection. */
export function announceClosing(socket: Socket, reason: DisconnectReason, afterMs: number): void {
  socket.emit('connection.closing', { reason, afterMs });
}
