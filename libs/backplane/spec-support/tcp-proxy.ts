import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A network between a client and Redis that can go silent without closing anything. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private held: (() => void)[] | null = null;
  private isBlackHole = false;

  private constructor(
    private readonly server: Server,
    targetPort: number,
  ) {
    server.on('connection', (client) => this.join(client, connect(targetPort, '127.0.0.1')));
  }

  static async start(targetPort: number): Promise<TcpProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpProxy(server, targetPort);
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From now on nothing arrives in either direction; new connections are accepted and stay silent. */
  swallow(): void {
    this.isBlackHole = true;
  }

  /** New connections work again. Those that were up are as dead as before: what was swallowed is gone. */
  heal(): void {
    if (!this.isBlackHole) return;
    this.isBlackHole = false;
    for (const socket of this.sockets) socket.removeAllListeners('data').resume();
  }

  /** Keeps the answers of Redis back, in order, until `release`. */
  holdReplies(): void {
    this.held ??= [];
  }

  release(): void {
    const held = this.held ?? [];
    this.held = null;
    for (const pass of held) pass();
  }

  /** Cuts every connection and accepts no other. */
  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private join(client: Socket, upstream: Socket): void {
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket.on('error', end).on('close', () => {
        this.sockets.delete(socket);
        end();
      });
    }
    client.on('data', (data) => this.isBlackHole || upstream.write(data));
    upstream.on('data', (data) => this.isBlackHole || this.reply(() => client.writable && client.write(data)));
  }

  private reply(pass: () => void): void {
    if (this.held) this.held.push(pass);
    else pass();
  }
}
