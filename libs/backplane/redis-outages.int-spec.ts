import { Redis } from 'ioredis';

import type { RedisBackplane } from './backplane.ts';
import { eventually, nextRecovery, Recorder } from './spec-support/awaiting.ts';
import { RedisInstances } from './spec-support/redis-instances.ts';
import { RedisServer } from './spec-support/redis-server.ts';
import { UnhandledWatch } from './spec-support/unhandled.ts';

const BACKLOG_LIMIT = 8 * 1024 * 1024;

describe('a backplane whose Redis fails', () => {
  const unhandled = new UnhandledWatch();
  let server: RedisServer;
  let instances: RedisInstances;
  let admin: Redis;

  beforeEach(async () => {
    unhandled.start();
    server = await RedisServer.start();
    instances = new RedisInstances();
    admin = new Redis(server.url);
    admin.on('error', () => undefined);
  });

  afterEach(async () => {
    await instances.close();
    admin.disconnect();
    await server.kill();
    await unhandled.stop();
  });

  it.each(['pubsub', 'normal'])('comes back after each of ten kills of its %s connections, in order', async (type) => {
    const [here, there] = await Promise.all([instances.open(server.url), instances.open(server.url)]);
    const recorder = new Recorder();
    await there.bus.subscribe('stream', recorder.listener);
    const stream = publishAlways(here);
    const victim = type === 'pubsub' ? there : here;
    for (let round = 0; round < 10; round += 1) {
      await admin.call('CLIENT', 'KILL', 'TYPE', type);
      await eventually(() => !victim.bus.isConnected);
      await eventually(() => victim.bus.isConnected);
      here.bus.publish('stream', `round ${round}`);
      await recorder.has(`round ${round}`);
    }
    stream.stop();
    const numbers = recorder.heard.filter((message) => !message.startsWith('round')).map(Number);
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
  });

  it('announces a recovery once every subscription is in force again', async () => {
    const [here, there] = await Promise.all([instances.open(server.url), instances.open(server.url)]);
    const recorder = new Recorder();
    const names = Array.from({ length: 1_200 }, (_, index) => `channel ${index}`);
    for (const name of names) await there.bus.subscribe(name, recorder.listener);
    const recovery = nextRecovery(there.bus);
    await admin.config('RESETSTAT');
    await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub');

    await recovery;

    expect(there.bus.isConnected).toBe(true);
    for (const name of names) here.bus.publish(name, name);
    await recorder.has('channel 1199');
    expect(recorder.heard).toEqual(names);
    expect(await admin.info('commandstats')).toContain('cmdstat_subscribe:calls=3,');
  });

  it('survives that Redis is killed and started again empty, and drops what is published meanwhile', async () => {
    const [here, there] = await Promise.all([instances.open(server.url), instances.open(server.url)]);
    const [before, during] = [new Recorder(), new Recorder()];
    await there.bus.subscribe('before', before.listener);
    here.presence.enter('w', 'agent:1', 'a');
    await server.kill();
    await eventually(() => !here.bus.isConnected && !there.bus.isConnected);

    for (let count = 0; count < 100_000; count += 1) here.bus.publish('before', 'lost');
    await there.bus.subscribe('during', during.listener);
    expect(here.bus).toMatchObject({ droppedMessages: 100_000, backlogSize: 0 });
    expect([...(await here.presence.members('w'))]).toEqual(['agent:1']);
    expect([...(await there.presence.members('w'))]).toEqual([]);

    const recoveries = [nextRecovery(here.bus), nextRecovery(there.bus)];
    await server.start();
    await Promise.all(recoveries);
    await eventually(() => here.bus.isConnected);
    here.bus.publish('before', 'back');
    here.bus.publish('during', 'back');
    await Promise.all([before.has('back'), during.has('back')]);
    expect(before.heard).toEqual(['back']);
    await eventually(async () => (await there.presence.members('w')).has('agent:1'));
  });

  it('starts without Redis and takes force when Redis comes', async () => {
    const absent = await RedisServer.reserve();
    const { bus, presence, claims } = instances.create(absent.url, { patience: 20 });
    const recorder = new Recorder();
    const recovery = nextRecovery(bus);
    await bus.subscribe('a', recorder.listener);
    bus.publish('a', 'lost');
    presence.enter('w', 'agent:1', 'a');
    expect([...(await presence.members('w'))]).toEqual(['agent:1']);
    expect([await claims.claim('ticket', 60), await claims.claim('ticket', 60)]).toEqual([true, false]);

    await absent.start();
    await recovery;
    await eventually(() => bus.isConnected);
    bus.publish('a', 'hello');
    await recorder.has('hello');
    expect(recorder.heard).toEqual(['hello']);
    await instances.close();
    await absent.kill();
  });

  it('tries a refused subscription again until it is permitted, and then announces a recovery', async () => {
    await admin.call('ACL', 'SETUSER', 'limited', 'on', '>secret', '+@all', '~*', 'resetchannels');
    const url = server.url.replace('//', '//limited:secret@');
    const { bus } = await instances.open(url, { patience: 20, refusal: 10 });
    const recorder = new Recorder();
    const recovery = nextRecovery(bus);
    await bus.subscribe('a', recorder.listener);
    bus.publish('a', 'refused');
    await eventually(() => bus.droppedMessages === 1);
    expect(instances.reports).toContain('Redis refused a subscription');

    await admin.call('ACL', 'SETUSER', 'limited', 'allchannels');
    await recovery;
    bus.publish('a', 'hello');
    await recorder.has('hello');
  });

  it('leaves a primary that has become a read-only replica', async () => {
    const { bus, presence } = await instances.open(server.url);
    await admin.replicaof('127.0.0.1', 1);
    const lost = eventually(() => !bus.isConnected);
    presence.enter('w', 'agent:1', 'a');
    await lost;
    expect(instances.reports).toContain('Redis publisher connection lost');
    await admin.replicaof('NO', 'ONE');
    await eventually(() => bus.isConnected);
  });

  it('holds a bounded backlog however much is published in one turn', async () => {
    const { bus } = await instances.open(server.url);
    const recorder = new Recorder();
    await bus.subscribe('a', recorder.listener);
    for (let count = 0; count < 20_000; count += 1) bus.publish('a', 'x'.repeat(1_000));
    expect(bus.backlogSize).toBeLessThanOrEqual(BACKLOG_LIMIT);
    expect(bus.droppedMessages).toBeGreaterThan(0);
    await eventually(() => bus.backlogSize === 0);
    bus.publish('a', 'last');
    await recorder.has('last');
    expect(recorder.heard.length + bus.droppedMessages).toBe(20_001);
  });

  it('delivers what was published before it closes', async () => {
    const [here, there] = await Promise.all([instances.open(server.url), instances.open(server.url)]);
    const recorder = new Recorder();
    await there.bus.subscribe('a', recorder.listener);
    for (let count = 1; count <= 1_000; count += 1) here.bus.publish('a', String(count));
    await here.close();
    await recorder.has('1000');
    expect(recorder.heard).toHaveLength(1_000);
  });

  it('takes its members out when it closes, and is inert and silent afterwards', async () => {
    const [here, there] = await Promise.all([instances.open(server.url), instances.open(server.url)]);
    here.presence.enter('w', 'agent:1', 'a');
    await eventually(async () => (await there.presence.members('w')).has('agent:1'));
    await here.close();
    expect(await there.presence.members('w')).toEqual(new Set());

    here.bus.publish('a', 'too late');
    here.presence.enter('w', 'agent:1', 'a');
    (await here.bus.subscribe('a', () => undefined)).close();
    expect(here.bus).toMatchObject({ isConnected: false, droppedMessages: 1 });
    expect(instances.reports).toEqual([]);
  });

  it('closes while Redis is away', async () => {
    const here = await instances.open(server.url);
    here.presence.enter('w', 'agent:1', 'a');
    await server.kill();
    await eventually(() => !here.bus.isConnected);
    await expect(here.close()).resolves.toBeUndefined();
  });
});

/** Publishes on every turn of the event loop until stopped; each message once, numbered. */
function publishAlways({ bus }: RedisBackplane): { stop(): void } {
  let count = 0;
  let isStopped = false;
  const next = (): void => {
    if (isStopped) return;
    bus.publish('stream', String((count += 1)));
    setImmediate(next);
  };
  next();
  return { stop: () => (isStopped = true) };
}
