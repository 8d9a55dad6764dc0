import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** Between us and a Redis: it can stall, with every connection open, as a machine that swaps does. */
export class StallingProxy {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly url: string;

  private constructor(server: Server, target: URL) {
    this.#server = server;
    this.url = `redis://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('connection', (client) => {
      const redis = connect(Number(target.port), target.hostname);
      for (const socket of [client, redis]) this.#sockets.add(socket.on('error', () => undefined));
      client.pipe(redis).pipe(client);
    });
  }

  static async start(target: string): Promise<StallingProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return new StallingProxy(server, new URL(target));
  }

  stall(): void {
    for (const socket of this.#sockets) socket.unpipe();
  }

  stop(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}
