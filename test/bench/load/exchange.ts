import { setTimeout as delay } from 'node:timers/promises';

import { type Metered, cpuTimes } from '../machine/cpu-time.ts';
import { Connection } from './connection.ts';
import { Flights, numberOf } from './flights.ts';
import { Latencies, type Percentiles } from './latencies.ts';
import type { Group, Member } from './member.ts';

export interface ExchangeOptions {
  groups: readonly Group[];
  warmMs: number;
  measureMs: number;
  processes: readonly Metered[];
}

export interface ExchangeResult {
  /** Messages sent in the whole run. */
  sent: number;
  /** Of the measured stretch: what was delivered to the other member, and acknowledged to the sender. */
  delivered: number;
  acked: number;
  seconds: number;
  /** Acks that were refusals, over the whole run. */
  refused: number;
  /** Acknowledged and not delivered when the run was over, or neither. */
  undelivered: number;
  unacked: number;
  duplicates: number;
  /** Deliveries that a later message had overtaken on the way to the same member. */
  overtaken: number;
  ack: Percentiles;
  delivery: Percentiles;
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
  #isMeasuring = false;
  #acked = 0;
  #delivered = 0;
  #allAcked = 0;
  #allDelivered = 0;
  #refused = 0;
  #duplicates = 0;
  #overtaken = 0;
  readonly #ack = new Latencies();
  readonly #delivery = new Latencies();

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
    return { ...measured, ...this.outcome() };
  }

  private async measure({ measureMs, processes }: ExchangeOptions) {
    const cpuBefore = cpuTimes(processes);
    const ownBefore = process.cpuUsage();
    const start = performance.now();
    this.#isMeasuring = true;
    await delay(measureMs);
    this.#isMeasuring = false;
    const seconds = (performance.now() - start) / 1000;
    const own = process.cpuUsage(ownBefore);
    const cpuAfter = cpuTimes(processes);
    const cpu = processes.map(({ name }, index) => [name, (cpuAfter[index] ?? 0) - (cpuBefore[index] ?? 0)] as const);
    return { seconds, cpu: Object.fromEntries(cpu), generatorCpu: (own.user + own.system) / 1e6 / seconds };
  }

  private outcome() {
    return {
      sent: this.flights.started,
      delivered: this.#delivered,
      acked: this.#acked,
      refused: this.#refused,
      undelivered: this.flights.started - this.#refused - this.#allDelivered,
      unacked: this.flights.started - this.#refused - this.#allAcked,
      duplicates: this.#duplicates,
      overtaken: this.#overtaken,
      ack: this.#ack.summary(),
      delivery: this.#delivery.summary(),
    };
  }

  private async settled(): Promise<void> {
    const deadline = performance.now() + STRAGGLERS_MS;
    const isDone = () => Math.min(this.#allAcked, this.#allDelivered) + this.#refused >= this.flights.started;
    while (!isDone() && performance.now() < deadline) await delay(20);
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
      onAck: (number, isOk) => this.answered(sender, number, isOk),
      onEvent: (frame) => {
        const number = numberOf(frame);
        // A server may repeat to a sender what it wrote; the ack stands for that.
        if (number === 0 || this.flights.senderOf(number) === sender.index) return;
        if (number < newest) this.#overtaken += 1;
        else newest = number;
        this.arrived(number);
      },
    };
  }

  private answered(sender: Sender, number: number, isOk: boolean): void {
    const latency = this.flights.ack(number, performance.now());
    if (latency === null) return;
    if (!isOk) this.#refused += 1;
    else {
      this.#allAcked += 1;
      if (this.#isMeasuring) {
        this.#acked += 1;
        this.#ack.add(latency);
      }
    }
    this.onAnswered(sender);
  }

  private arrived(number: number): void {
    const latency = this.flights.deliver(number, performance.now());
    if (latency === null) return void (this.#duplicates += 1);
    this.#allDelivered += 1;
    this.onArrived(number, latency);
    if (!this.#isMeasuring) return;
    this.#delivered += 1;
    this.#delivery.add(latency);
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
