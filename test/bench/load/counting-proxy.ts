import { once } from 'node:events';
import { type AddressInfo, type Server, connect, createServer } from 'node:net';

/** TCP payload in both directions, TLS records and handshakes included. */
export interface Traffic {
  connections: number;
  bytes: number;
  /** Pieces as they came out of the kernel, cut into segments of an Ethernet link: about what a capture would show. */
  segments: number;
}

const SEGMENT = 1_448;

/** Stands between client and server and counts what passes. */
export class CountingProxy {
  #traffic: Traffic = { connections: 0, bytes: 0, segments: 0 };
  private readonly server: Server;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(target: string): Promise<CountingProxy> {
    const port = Number(new URL(target).port);
    const server = createServer({ noDelay: true });
    const proxy = new CountingProxy(server);
    server.on('connection', (outside) => {
      const inside = connect({ port, host: '127.0.0.1', noDelay: true });
      proxy.#traffic.connections += 1;
      outside.on('data', (data) => proxy.count(data)).pipe(inside);
      inside.on('data', (data) => proxy.count(data)).pipe(outside);
      for (const socket of [outside, inside]) socket.on('error', () => outside.destroy() && inside.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return proxy;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What passed since the last call. */
  take(): Traffic {
    const taken = this.#traffic;
    this.#traffic = { connections: 0, bytes: 0, segments: 0 };
    return taken;
  }

  stop(): void {
    this.server.close();
  }

  private count({ length }: Buffer): void {
    this.#traffic.bytes += length;
    this.#traffic.segments += Math.ceil(length / SEGMENT);
  }
}
