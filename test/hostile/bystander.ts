import { randomUUID } from 'node:crypto';
import { constants, setPriority } from 'node:os';

import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

import { NAMESPACES, SOCKET_PATH } from '#contracts';
import type { Envelope, LogEvent } from '#contracts';

import { Latencies } from '../bench/load/latencies.ts';
import type { Percentiles } from '../bench/load/latencies.ts';

/** Two people who only want to talk: a process of their own, so that what they measure is not the attackers' event loop. */
export interface Invitation {
  conversationId: string;
  /** The visitor's and the agent's: on different instances. */
  seats: { kind: 'visitor' | 'agent'; url: string; ticket: string }[];
}

export type Question = { ask: 'begin'; invitation: Invitation } | { ask: 'latency' } | { ask: 'end' };

export interface Report {
  /** Milliseconds from sending to hearing it on the other instance, since the last question. */
  latency: Percentiles;
  acknowledged: string[];
  /** Text of what each of the two heard, in order. */
  heard: string[][];
  refused: string[];
}

const EVERY_MS = 25;

class Bystander {
  #latencies = new Latencies();
  readonly #acknowledged: string[] = [];
  readonly #refused: string[] = [];
  readonly #dueAt = new Map<string, number>();
  readonly #heard: string[][] = [];
  #sockets: Socket[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sent = 0;

  async begin({ conversationId, seats }: Invitation): Promise<void> {
    this.#sockets = await Promise.all(seats.map(connect));
    for (const socket of this.#sockets) {
      const heard: string[] = [];
      this.#heard.push(heard);
      socket.on('message.created', (event: LogEvent) => {
        heard.push(event.clientId);
        this.arrived(event);
      });
      socket.on('disconnect', (reason) => this.#refused.push(`disconnected: ${reason}`));
      const answer = await ask(socket, 'resume', { conversations: [{ conversationId }] });
      if (!answer.ok) throw new Error(`resume was refused: ${answer.error.code}`);
    }
    this.#timer = setInterval(() => this.send(conversationId), EVERY_MS);
  }

  report(): Report {
    const latency = this.#latencies.summary();
    this.#latencies = new Latencies();
    return { latency, acknowledged: this.#acknowledged, heard: this.#heard, refused: this.#refused };
  }

  /** Waits for what is under way; what was sent and is neither acknowledged nor refused by then is not lost, but it is late. */
  async end(): Promise<Report> {
    clearInterval(this.#timer);
    const deadline = Date.now() + 15_000;
    while (this.#dueAt.size > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    for (const socket of this.#sockets) socket.off('disconnect').disconnect();
    return this.report();
  }

  private send(conversationId: string): void {
    const clientId = randomUUID();
    const socket = this.#sockets[this.#sent++ % this.#sockets.length];
    this.#dueAt.set(clientId, performance.now());
    if (!socket) return;
    void ask(socket, 'message.send', { conversationId, clientId, text: 'how do you do' }).then((answer) => {
      if (answer.ok) return void this.#acknowledged.push(clientId);
      this.#dueAt.delete(clientId);
      this.#refused.push(answer.error.code);
    });
  }

  private arrived({ clientId }: LogEvent): void {
    const dueAt = this.#dueAt.get(clientId);
    if (dueAt === undefined) return;
    this.#dueAt.delete(clientId);
    this.#latencies.add(performance.now() - dueAt);
  }
}

function connect({ url, kind, ticket }: Invitation['seats'][number]): Promise<Socket> {
  const socket = io(url + NAMESPACES[kind], {
    path: SOCKET_PATH,
    transports: ['websocket'],
    reconnection: false,
    auth: { ticket },
  });
  return new Promise((resolve, reject) => socket.once('connect', () => resolve(socket)).once('connect_error', reject));
}

function ask(socket: Socket, name: string, input: object): Promise<Envelope<unknown>> {
  return new Promise((resolve) => socket.emit(name, input, resolve));
}

try {
  // It may share a core with the attackers, and must hear in time what has come.
  setPriority(constants.priority.PRIORITY_HIGHEST);
} catch {
  // Only root may. Then the figures say a little more than the servers' part.
}

const bystander = new Bystander();
process.on('message', (question: Question) => {
  void answer(question).then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit(0));

async function answer(question: Question): Promise<Report> {
  if (question.ask === 'begin') await bystander.begin(question.invitation);
  return question.ask === 'end' ? bystander.end() : bystander.report();
}
