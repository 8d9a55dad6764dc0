import type { Server } from 'socket.io';

import { LIMITS } from '#contracts';

/** What of an Engine.IO connection is used here; its `flush` is private, its version is pinned. */
interface EngineConnection {
  flush(): void;
  writeBuffer: { data?: string }[];
  readyState: string;
  transport: { writable: boolean; socket?: { _socket?: NetSocket | null; terminate(): void } };
}

interface NetSocket {
  cork(): void;
  uncork(): void;
}

type OnSlowReader = (packets: number) => void;

/**
 * Writes what one turn of the event loop has for a connection (acks and events of a batch) as one write: the system call costs
 * more than the frame. And ends a connection whose reader does not keep up, before its buffer grows: it can resume.
 *
 * Every packet passes here, so this is the one place where a buffer's growth is seen at once; no timer looks for it.
 */
export function batchWrites(server: Server, onSlowReader: OnSlowReader): void {
  const due = new Set<EngineConnection>();
  server.engine.once('connection', (connection: EngineConnection) => {
    const prototype = Object.getPrototypeOf(connection) as EngineConnection;
    // One server of each process patches the shared prototype; a second one would only defer once more.
    // oxlint-disable-next-line typescript/unbound-method -- it is called with the connection it is for
    const write = prototype.flush;
    prototype.flush = function defer(this: EngineConnection): void {
      if (due.size === 0) process.nextTick(writeAll, write, due, onSlowReader);
      due.add(this);
    };
  });
}

function writeAll(write: () => void, due: Set<EngineConnection>, onSlowReader: OnSlowReader): void {
  const connections = [...due];
  due.clear();
  for (const connection of connections) {
    if (isTooSlow(connection)) {
      onSlowReader(connection.writeBuffer.length);
      // A goodbye would wait in the same buffer.
      connection.transport.socket?.terminate();
    } else {
      writeOnce(connection, write);
    }
  }
}

function writeOnce(connection: EngineConnection, write: () => void): void {
  const wire = connection.transport.socket?._socket;
  wire?.cork();
  try {
    write.call(connection);
  } finally {
    wire?.uncork();
  }
}

/** The packets wait because the wire took no more since the last write. */
function isTooSlow({ transport, writeBuffer, readyState }: EngineConnection): boolean {
  if (transport.writable || readyState !== 'open') return false;
  if (writeBuffer.length > LIMITS.unreadPackets) return true;
  if (writeBuffer.length % 8 !== 0) return false;
  const characters = writeBuffer.reduce((sum, packet) => sum + (packet.data?.length ?? 0), 0);
  return characters > LIMITS.unreadCharacters;
}
