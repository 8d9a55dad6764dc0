import { lasting } from '../runner/rig.ts';
import type { Fault, World } from '../runner/scenario.ts';
import { repeatedly } from './clients.ts';

/** Redis dies and comes back empty. */
export const redisKilled: Fault = (world) =>
  repeatedly(world, 300, 1_000, async () => {
    const { rig, random, recorder } = world;
    recorder.add({ op: 'fault', what: 'kill Redis' });
    await rig.redis.kill();
    await lasting(random.int(200, 1_500));
    await rig.redis.start();
  });

export const redisPaused: Fault = async ({ rig, duration }) => {
  rig.redis.pause();
  await lasting(duration);
  rig.redis.resume();
};

/** The connections that hear are broken, again and again; those that publish go on. */
export const redisSubscribersKilled: Fault = (world) => repeatedly(world, 250, 350, () => killClients(world, 'pubsub'));

/** The connections that publish are broken; those that hear go on. */
export const redisPublishersKilled: Fault = (world) => repeatedly(world, 150, 350, () => killClients(world, 'normal'));

/** A Redis that another fault has taken away has no clients to lose. */
async function killClients({ rig }: World, type: 'pubsub' | 'normal'): Promise<void> {
  await rig.redis.command('CLIENT', 'KILL', 'TYPE', type).catch(() => undefined);
}

/** Everything to and from Redis is lost, and nobody is told: no RST, no FIN. */
export const redisBlackHole: Fault = async ({ rig, random, duration }) => {
  const hit = rig.stations.filter(() => random.chance(0.7));
  for (const { redis } of hit) redis.set({ up: { mode: 'swallow' }, down: { mode: 'swallow' } });
  await lasting(duration);
};

/** Half a second each way, and a server that closes on slow subscribers. */
export const redisSlow: Fault = async ({ rig, duration }) => {
  await rig.redis.command('CONFIG', 'SET', 'client-output-buffer-limit', 'pubsub 4096 2048 1');
  for (const { redis } of rig.stations)
    redis.set({ up: { latency: () => 250 }, down: { latency: () => 250, bytesPerSecond: 20_000 } });
  await lasting(duration);
  await rig.redis.command('CONFIG', 'SET', 'client-output-buffer-limit', 'pubsub 33554432 8388608 60');
};

/** Messages between instances are lost, doubled and change places, one in five each. */
export const busChaos: Fault = async ({ rig, random, duration }) => {
  rig.chaos.chaos = { random: random.fork('bus'), drop: 0.2, double: 0.2, swap: 0.2 };
  await lasting(duration);
};
