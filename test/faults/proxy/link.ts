import type { Socket } from 'node:net';

import { Flow } from './flow.ts';
import type { FlowOptions } from './flow.ts';
import type { Direction } from './weather.ts';

export type FlowSettings = (direction: Direction) => Pick<FlowOptions, 'weather' | 'change' | 'filter'>;

/** A connection through the proxy: a socket to each side and a flow in each direction. */
export class Link {
  readonly client: Socket;
  readonly server: Socket;
  readonly #flows: Record<Direction, Flow>;

  constructor(client: Socket, server: Socket, settings: (link: Link) => FlowSettings) {
    this.client = client;
    this.server = server;
    const cut = () => this.reset();
    const of = settings(this);
    this.#flows = {
      up: new Flow({ source: client, target: server, cut, ...of('up') }),
      down: new Flow({ source: server, target: client, cut, ...of('down') }),
    };
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => this.#closed());
    }
  }

  get isDead(): boolean {
    return this.#flows.up.isDead || this.#flows.down.isDead;
  }

  /** Both sides get a RST. */
  reset(): void {
    this.release();
    for (const socket of [this.client, this.server]) breakOff(socket);
  }

  /** The client is told that nothing more will come; what it sends still arrives. */
  halfClose(): void {
    this.client.end();
  }

  cutAfter(direction: Direction, bytes: number): void {
    this.#flows[direction].cutAfter(bytes);
  }

  hold(direction: Direction): void {
    this.#flows[direction].hold();
  }

  release(): void {
    this.#flows.up.release();
    this.#flows.down.release();
  }

  /** A connection that loses everything loses the news of its end as well. */
  #closed(): void {
    if (!this.isDead) this.reset();
  }
}

/** A handle that is just closing its writing side cannot be reset: Node would keep it, and the process alive, for ever. */
function breakOff(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
