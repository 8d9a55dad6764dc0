import { newId } from '#common';
import type { LogEvent } from '#contracts';
import { TestSocket } from '#testing';

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
  #sockets: TestSocket[] = [];
  #timer: NodeJS.Timeout | undefined;
  #sent = 0;

  async begin({ conversationId, seats }: Invitation): Promise<void> {
    this.#sockets = await Promise.all(seats.map(({ url, kind, ticket }) => TestSocket.connect(url, kind, ticket)));
    for (const socket of this.#sockets) {
      await socket.follow(conversationId);
      socket.socket.on('message.created', (event: LogEvent) => this.arrived(event));
      socket.socket.on('disconnect', (reason) => this.#refused.push(`disconnected: ${reason}`));
    }
    this.#timer = setInterval(() => this.send(conversationId), EVERY_MS);
  }

  report(): Report {
    const latency = this.#latencies.summary();
    this.#latencies = new Latencies();
    const heard = this.#sockets.map(({ log }) => log.map((event) => event.clientId));
    return { latency, acknowledged: this.#acknowledged, heard, refused: this.#refused };
  }

  /** Waits for what is under way; what was sent and is neither acknowledged nor refused by then is not lost, but it is late. */
  async end(): Promise<Report> {
    clearInterval(this.#timer);
    const deadline = Date.now() + 15_000;
    while (this.#dueAt.size > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20));
    for (const socket of this.#sockets) socket.socket.off('disconnect').disconnect();
    return this.report();
  }

  private send(conversationId: string): void {
    const clientId = newId();
    const socket = this.#sockets[this.#sent++ % this.#sockets.length];
    this.#dueAt.set(clientId, performance.now());
    void socket?.send('message.send', { conversationId, clientId, text: 'how do you do' }).then(
      (answer) => {
        if (answer.ok) return void this.#acknowledged.push(clientId);
        this.#dueAt.delete(clientId);
        this.#refused.push(answer.error.code);
      },
      () => this.#dueAt.delete(clientId),
    );
  }

  private arrived({ clientId }: LogEvent): void {
    const dueAt = this.#dueAt.get(clientId);
    if (dueAt === undefined) return;
    this.#dueAt.delete(clientId);
    this.#latencies.add(performance.now() - dueAt);
  }
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
