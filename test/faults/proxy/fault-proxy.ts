import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

import { Link } from './link.ts';
import { FINE } from './weather.ts';
import type { Direction, Weather } from './weather.ts';

/** Sees every piece; false loses it. May break the link or do worse meanwhile. */
export type Guard = (direction: Direction, piece: Buffer, link: Link) => boolean;

export interface FaultProxyOptions {
  /** Where the next connection goes; null when nobody is there. */
  pick: () => number | null;
  /** Makes the filter of what comes from the server, one for each connection. */
  filter?: () => (piece: Buffer) => Buffer[];
}

/** A network of our own between two parties on loopback. Needs no privileges, and does what it is told at once. */
export class FaultProxy {
  readonly links = new Set<Link>();
  guard: Guard = () => true;
  /** Connections are refused. */
  isShut = false;
  readonly #options: FaultProxyOptions;
  readonly #server: Server;
  readonly #strays = new Set<Socket>();
  #weather: Record<Direction, Weather> = { up: FINE, down: FINE };
  #change = Promise.withResolvers<void>();

  private constructor(server: Server, options: FaultProxyOptions) {
    this.#options = options;
    this.#server = server;
    server.on('connection', (client) => this.#join(client));
  }

  static async listen(options: FaultProxyOptions): Promise<FaultProxy> {
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FaultProxy(server, options);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Holds for every connection, those that are open included, until `heal`. */
  set(weather: Partial<Record<Direction, Partial<Weather>>>): void {
    this.#weather = { up: { ...FINE, ...weather.up }, down: { ...FINE, ...weather.down } };
    this.#announce();
  }

  /** Fine weather. Connections that have lost bytes stay dead. */
  heal(): void {
    this.isShut = false;
    this.guard = () => true;
    for (const link of this.links) link.release();
    this.set({});
  }

  /** Breaks every connection. */
  reset(): void {
    for (const link of this.links) link.reset();
    for (const stray of this.#strays) stray.resetAndDestroy();
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.heal();
    this.reset();
    await closed;
  }

  #announce(): void {
    const { resolve } = this.#change;
    this.#change = Promise.withResolvers();
    resolve();
  }

  #join(client: Socket): void {
    client.on('error', () => undefined);
    if (this.#weather.up.mode === 'swallow') return this.#strand(client);
    const port = this.isShut ? null : this.#options.pick();
    if (port === null) return void client.resetAndDestroy();
    this.#connect(client, port);
  }

  /** It was let in and will never hear anything. */
  #strand(client: Socket): void {
    this.#strays.add(client);
    client.resume().on('close', () => this.#strays.delete(client));
  }

  #connect(client: Socket, port: number): void {
    const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const filter = this.#options.filter?.() ?? ((piece: Buffer) => [piece]);
    const link = new Link(client, server, (self) => (direction) => ({
      weather: () => this.#weather[direction],
      change: () => this.#change.promise,
      filter: (piece) => {
        if (!this.guard(direction, piece, self)) return [];
        return direction === 'down' ? filter(piece) : [piece];
      },
    }));
    this.links.add(link);
    const leave = () => client.destroyed && server.destroyed && this.links.delete(link);
    client.on('close', leave);
    server.on('close', leave);
  }
}
