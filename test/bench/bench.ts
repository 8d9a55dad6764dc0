import { Generator } from './load/generator.ts';
import { type Cores, pinSelf, separateCores } from './machine/affinity.ts';
import { Postgres } from './machine/postgres.ts';
import { Stoppers } from './machine/stoppers.ts';
import type { Options, SystemName } from './options.ts';
import { Bare } from './systems/bare.ts';
import { compileRivals } from './systems/compile-rivals.ts';
import { Parley } from './systems/parley.ts';
import type { Section } from './report/section.ts';
import type { System } from './systems/system.ts';
import { Textbook } from './systems/textbook.ts';

/** What the cases share: the machine's cores, one PostgreSQL, one generator, and the systems, started when first asked for. */
export class Bench {
  readonly options: Options;
  readonly cores: Cores | null;
  readonly generator: Generator;
  readonly stoppers = new Stoppers();
  /** Messages per second that bare Socket.IO carried with 50 conversations and 4 in flight, once measured. */
  bareMaximum: number | null = null;
  readonly #started = new Map<string, Promise<unknown>>();

  constructor(options: Options) {
    this.options = options;
    this.cores = separateCores();
    // First the generator: what is started after this line shares the servers' core with us.
    this.generator = this.stoppers.add(Generator.start(this.cores?.generator));
    if (this.cores) pinSelf(this.cores.servers);
  }

  postgres(): Promise<Postgres> {
    return this.once('postgres', () => Postgres.start());
  }

  parley(): Promise<Parley> {
    return this.once('parley', async () => Parley.start(await this.postgres()));
  }

  bare(): Promise<Bare> {
    return this.once('bare', async () => Bare.start(await this.rivals()));
  }

  textbook(): Promise<Textbook> {
    return this.once('textbook', async () => Textbook.start(await this.rivals(), await this.postgres()));
  }

  /** Started, and after one run that does not count: compilers, caches and connections are warm. */
  system(name: SystemName): Promise<System> {
    return this.remember(`${name}, warm`, async () => {
      const system: System = await this[name]();
      const groups = await system.pairs(50);
      const times = { warmMs: 0, measureMs: this.pick(2_000, 500) };
      await this.generator.run('closedLoop', { groups, processes: [], inFlight: 4, ...times });
      return system;
    });
  }

  /** The folder of the compiled rivals. */
  rivals(): Promise<string> {
    return this.remember('rivals', compileRivals);
  }

  /** For the one of a case in short and at length. */
  pick<T>(full: T, quick: T): T {
    return this.options.isQuick ? quick : full;
  }

  /** To stderr, with the seconds since the start. */
  say(line: string): void {
    process.stderr.write(`${String(Math.round(process.uptime())).padStart(4)} s  ${line}\n`);
  }

  private once<T extends { stop(): Promise<void> }>(name: string, start: () => Promise<T>): Promise<T> {
    return this.remember(name, async () => {
      this.say(`starting ${name}`);
      return this.stoppers.add(await start());
    });
  }

  private remember<T>(name: string, make: () => Promise<T>): Promise<T> {
    const known = this.#started.get(name) as Promise<T> | undefined;
    const made = known ?? make();
    this.#started.set(name, made);
    return made;
  }
}

/** One part of the benchmark: measures, and shows what it measured. */
export interface Case<Figures = unknown> {
  name: string;
  run(bench: Bench): Promise<Figures>;
  /** For people; never changed once measured, so that a report can be written later. */
  show(figures: Figures): Section[];
}
