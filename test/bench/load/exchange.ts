import { setTimeout as delay } from 'node:timers/promises';

import { type Metered, cpuTimes } from '../machine/cpu-time.ts';
import { Connection } from './connection.ts';
import { Flights, numberOf } from './flights.ts';
import type { Group, Member } from './member.ts';
import { Counter, type Tally } from './tally.ts';

export interface ExchangeOptions {
  groups: readonly Group[];
  warmMs: number;
  measureMs: number;
  processes: readonly Metered[];
}

export interface ExchangeResult extends Tally {
  /** How long the measured stretch was. */
  seconds: number;
  /** Microseconds of CPU time in the measured stretch, by process. */
  cpu: Record<string, number>;
  /** Share of one core. */
  generatorCpu: number;
}

/** The generator may end the wait for stragglers only after they had ample time. */
const STRAGGLERS_MS = 8_000;
const TEXT = 'How do I change the delivery address of an order that has been paid for but has not been shipped'.padEnd(
  99,
  '.',
);

/** One member's connection and how its messages look on the wire. */
export interface Sender {
  index: number;
  connection: Connection;
  before: string;
  after: string;
}

/** Members of conversations that send to each other; a load (closed or open) decides when. */
export class Exchange {
  readonly senders: Sender[] = [];
  readonly flights = new Flights();
  /** Called with the sender whose message was answered. */
  onAnswered: (sender: Sender) => void = () => undefined;
  /** Called with the number of a message that reached a member, and how long that took in milliseconds. */
  onArrived: (number: number, latency: number) => void = () => undefined;
  readonly #connections: Connection[] = [];
  readonly #counter = new Counter(this.flights);

  static async open(groups: readonly Group[]): Promise<Exchange> {
    const exchange = new Exchange();
    for (const batch of inBatches(groups, 25)) await Promise.all(batch.map((group) => exchange.add(group)));
    return exchange;
  }

  send(sender: Sender, dueAt: number): void {
    const number = this.flights.start(sender.index, dueAt);
    sender.connection.send(
      `${sender.connection.prefix}${number}${sender.before}${this.flights.clientId(number)}${sender.after}`,
    );
  }

  /** Runs the load, measures after the warm-up, waits for what is under way, closes. */
  async run(options: ExchangeOptions, load: { start(): void; stop(): void }): Promise<ExchangeResult> {
    load.start();
    await delay(options.warmMs);
    const measured = await this.measure(options);
    load.stop();
    await this.settled();
    for (const connection of this.#connections) connection.close();
    return { ...measured, ...this.#counter.tally() };
  }

  private async measure({ measureMs, processes }: ExchangeOptions) {
    const cpuBefore = cpuTimes(processes);
    const ownBefore = process.cpuUsage();
    const start = performance.now();
    this.#counter.isMeasuring = true;
    await delay(measureMs);
    this.#counter.isMeasuring = false;
    const seconds = (performance.now() - start) / 1000;
    const own = process.cpuUsage(ownBefore);
    const cpuAfter = cpuTimes(processes);
    const cpu = processes.map(({ name }, index) => [name, (cpuAfter[index] ?? 0) - (cpuBefore[index] ?? 0)] as const);
    return { seconds, cpu: Object.fromEntries(cpu), generatorCpu: (own.user + own.system) / 1e6 / seconds };
  }

  private async settled(): Promise<void> {
    const deadline = performance.now() + STRAGGLERS_MS;
    while (!this.#counter.isSettled && performance.now() < deadline) await delay(20);
  }

  private async add(group: Group): Promise<void> {
    await Promise.all(
      group.map(async (member) => {
        const sender = toSender(await Connection.open(member), member, this.#connections.length);
        this.#connections.push(sender.connection);
        if (!member.isSilent) this.senders.push(sender);
        this.listen(sender);
      }),
    );
  }

  private listen(sender: Sender): void {
    let newest = 0;
    sender.connection.listener = {
      onAck: (number, isOk) => void (this.#counter.ack(number, isOk) && this.onAnswered(sender)),
      onEvent: (frame) => {
        const number = numberOf(frame);
        // A server may repeat to a sender what it wrote; the ack stands for that.
        if (number === 0 || this.flights.senderOf(number) === sender.index) return;
        if (number < newest) this.#counter.overtaken += 1;
        newest = Math.max(newest, number);
        const latency = this.#counter.deliver(number);
        if (latency !== null) this.onArrived(number, latency);
      },
    };
  }
}

function toSender(connection: Connection, { fields }: Member, index: number): Sender {
  const message = JSON.stringify(['message.send', { ...fields, clientId: '@', text: TEXT }]);
  const [before = '', after = ''] = message.split('@');
  return { index, connection, before, after };
}

function inBatches<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
