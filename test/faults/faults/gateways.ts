import { lasting } from '../runner/rig.ts';
import type { Station } from '../runner/rig.ts';
import type { Fault, World } from '../runner/scenario.ts';
import { repeatedly } from './clients.ts';

/** Where in the life of a message the instance is when it is killed. */
const MOMENTS = ['any', 'before commit', 'before ack', 'before publish'] as const;

/** Instances are killed, one at a time, at a moment of the seed's choice, and started again. */
export const gatewaysKilled: Fault = (world) =>
  repeatedly(world, 200, 800, async () => {
    const station = world.random.pick(world.rig.realtime);
    const moment = world.random.pick(MOMENTS);
    world.recorder.add({ op: 'fault', what: `kill ${station.instance.name}, ${moment}` });
    await until(station, moment);
    await station.instance.kill();
    world.recorder.add({ op: 'fault', what: `${station.instance.name} is gone` });
    heal(station);
    await lasting(world.random.int(0, 500));
    await station.instance.start();
  });

/** Resolves at the first piece that shows the moment; the piece itself is held back for good. Sooner or later there is one. */
function until(station: Station, moment: (typeof MOMENTS)[number]): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const patience = setTimeout(resolve, 1_000);
  const caught = () => {
    clearTimeout(patience);
    resolve();
    return false;
  };
  let isAppending = false;
  if (moment === 'any') caught();
  station.postgres.guard = (direction, piece) => {
    const isAppend = direction === 'up' && piece.includes('append_events');
    if (isAppend && moment === 'before commit') return caught();
    if (direction === 'down' && isAppending && moment === 'before ack') return caught();
    isAppending ||= isAppend;
    return true;
  };
  station.redis.guard = (direction, piece) => {
    const isPublish = direction === 'up' && /publish/i.test(piece.toString('latin1', 0, 64));
    return isPublish && moment === 'before publish' ? caught() : true;
  };
  return promise;
}

function heal({ postgres, redis }: Station): void {
  postgres.heal();
  redis.heal();
}

/** A rolling restart: every instance is asked to leave and started again, one after the other. */
export const gatewaysDrained: Fault = async ({ rig, random, recorder }) => {
  for (const { instance } of random.shuffle(rig.realtime)) {
    recorder.add({ op: 'fault', what: `drain ${instance.name}` });
    await instance.drain();
    await instance.start();
  }
};

/** An instance stands still with its connections open, and goes on later as if nothing had happened. */
export const gatewayPaused: Fault = async ({ rig, random, recorder, duration }) => {
  const { instance } = random.pick(rig.realtime);
  recorder.add({ op: 'fault', what: `pause ${instance.name}` });
  instance.pause();
  await lasting(duration);
  instance.resume();
};

/** The REST gateway is killed and started again: sockets go on, tickets and fallbacks are away meanwhile. */
export const apiKilled: Fault = async ({ rig, random, recorder, duration }) => {
  recorder.add({ op: 'fault', what: 'kill api' });
  await rig.api.instance.kill();
  for (const edge of rig.edges) for (const link of edge.links) if (random.chance(0.3)) link.reset();
  await lasting(duration / 2);
  await rig.api.instance.start();
};

/** Every instance at once, as when the power goes. */
export const everythingKilled: Fault = async (world: World) => {
  const { rig, random } = world;
  await lasting(random.int(100, world.duration));
  await Promise.all([...rig.stations.map(({ instance }) => instance.kill()), rig.redis.kill(), rig.postgres.crash()]);
  world.recorder.add({ op: 'fault', what: 'everything is gone' });
};

/** Each instance has clocks of its own, minutes apart. Timers go on as before. */
export const clocksSkewed: Fault = async ({ rig, random, recorder, duration }) => {
  for (const { instance } of rig.realtime) {
    const skew = random.pick(SKEWS);
    recorder.add({ op: 'fault', what: `${instance.name} has its clock at ${skew}` });
    await instance.kill();
    await instance.start({
      LD_PRELOAD: LIBFAKETIME,
      FAKETIME: skew,
      DONT_FAKE_MONOTONIC: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    });
  }
  await lasting(duration);
  for (const { instance } of rig.realtime) await instance.kill();
};

/** A ticket is good for a minute: an instance that is further ahead than that lets nobody in. */
const SKEWS = ['-5m', '-30s', '+40s'] as const;
export const LIBFAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

/** An instance with very many readers is killed, and they all come back at once. */
export const readersStorm: Fault = async ({ rig, random, duration }) => {
  const { instance } = random.pick(rig.realtime);
  await lasting(duration / 4);
  await instance.kill();
  await lasting(duration / 2);
  await instance.start();
};
