import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { freePort } from '#database';

import { Build } from '../machine/build.ts';
import type { SourcePatch } from '../machine/build.ts';
import { FaultyPostgres } from '../machine/faulty-postgres.ts';
import { FaultyRedis } from '../machine/faulty-redis.ts';
import { Instance } from '../machine/instance.ts';
import type { App } from '../machine/instance.ts';
import { ChaosBus } from '../proxy/chaos-bus.ts';
import { FaultProxy } from '../proxy/fault-proxy.ts';
import { Random } from '../random.ts';

/** An instance and the networks around it, each of them ours. */
export interface Station {
  instance: Instance;
  /** Between clients and the instance. */
  edge: FaultProxy;
  /** Between the instance and its stores. */
  postgres: FaultProxy;
  redis: FaultProxy;
}

export interface RigOptions {
  realtime: number;
  patches?: readonly SourcePatch[];
}

type Closer = () => Promise<unknown>;

const running = new Set<Rig>();

/** For the end of the process, whatever it comes from. */
export async function stopEverything(): Promise<void> {
  await Promise.all(Array.from(running, (rig) => rig.stop()));
}

/** Everything that can be broken: instances, stores, and the networks between them. Made once, healed after every run. */
export class Rig {
  readonly chaos = new ChaosBus();
  readonly realtime: Station[] = [];
  api!: Station;
  /** A load balancer without sticky sessions: every connection goes to any instance that is up. */
  lobby!: FaultProxy;
  postgres!: FaultyPostgres;
  redis!: FaultyRedis;
  readonly #random = new Random('lobby');
  readonly #closers: Closer[] = [];
  readonly #secret = randomBytes(32).toString('base64url');
  #build!: Build;

  static async start({ realtime, patches = [] }: RigOptions): Promise<Rig> {
    const rig = new Rig();
    running.add(rig);
    try {
      await rig.#start(realtime, patches);
      return rig;
    } catch (error) {
      await rig.stop();
      throw error;
    }
  }

  get stations(): Station[] {
    return [this.api, ...this.realtime];
  }

  /** Every network that clients come through. */
  get edges(): FaultProxy[] {
    return [this.lobby, this.api.edge, ...this.realtime.map(({ edge }) => edge)];
  }

  /** Takes every fault back and waits until everything is ready to serve. */
  async heal(): Promise<void> {
    this.chaos.chaos = null;
    for (const { edge, postgres, redis, instance } of this.stations) {
      for (const network of [edge, postgres, redis]) network.heal();
      instance.resume();
    }
    this.lobby.heal();
    this.redis.resume();
    await Promise.all([this.postgres.start(), this.redis.start()]);
    await Promise.all(this.stations.map(({ instance }) => instance.start()));
  }

  /** Ends connections that were left dead, so that the next run begins with good ones. */
  sweep(): void {
    for (const { edge, postgres, redis } of this.stations)
      for (const network of [edge, postgres, redis]) for (const link of network.links) if (link.isDead) link.reset();
    for (const link of this.lobby.links) if (link.isDead) link.reset();
  }

  async stop(): Promise<void> {
    for (const close of this.#closers.toReversed()) await close().catch(() => undefined);
    this.#closers.length = 0;
    running.delete(this);
  }

  async #start(realtime: number, patches: readonly SourcePatch[]): Promise<void> {
    this.#build = await this.#keep(await Build.make(patches), (build) => build.remove());
    this.postgres = await this.#keep(await FaultyPostgres.start(), (postgres) => postgres.remove());
    this.redis = await this.#keep(await FaultyRedis.start(), (redis) => redis.kill());
    this.api = await this.#station('api', 'api');
    for (let n = 0; n < realtime; n += 1) this.realtime.push(await this.#station('realtime', `realtime ${n}`));
    this.lobby = await this.#network(() => this.#anyInstance());
    await Promise.all(this.stations.map(({ instance }) => instance.start()));
  }

  async #station(app: App, name: string): Promise<Station> {
    const port = await freePort();
    const edge = await this.#network(() => port);
    const postgres = await this.#network(() => this.postgres.port);
    const redis = await this.#network(
      () => this.redis.port,
      () => this.chaos.filter(),
    );
    const env = {
      DATABASE_URL: this.postgres.urlAt(postgres.port),
      REDIS_URL: `redis://127.0.0.1:${redis.port}`,
      PARLEY_SECRET: this.#secret,
      PARLEY_LOG_LEVEL: 'warn',
      // All clients have one address, and some of them are meant to flood.
      PARLEY_RATE_LIMIT_FACTOR: '0',
    };
    const instance = new Instance({ app, name, build: this.#build, port, env });
    await this.#keep(instance, () => instance.kill());
    return { instance, edge, postgres, redis };
  }

  async #network(pick: () => number | null, filter?: () => (piece: Buffer) => Buffer[]): Promise<FaultProxy> {
    return this.#keep(await FaultProxy.listen({ pick, filter }), (proxy) => proxy.close());
  }

  #anyInstance(): number | null {
    const up = this.realtime.filter(({ instance }) => instance.isUp);
    return up.length > 0 ? this.#random.pick(up).instance.options.port : null;
  }

  async #keep<T>(thing: T, close: (thing: T) => Promise<unknown>): Promise<T> {
    this.#closers.push(() => close(thing));
    return thing;
  }
}

/** For as long as a fault lasts. */
export function lasting(ms: number): Promise<void> {
  return delay(ms);
}
