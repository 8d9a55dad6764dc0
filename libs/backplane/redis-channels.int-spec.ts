import { Redis } from 'ioredis';

import { eventually, Recorder } from './spec-support/awaiting.ts';
import { RedisInstances } from './spec-support/redis-instances.ts';
import { RedisServer } from './spec-support/redis-server.ts';

describe('channels on Redis', () => {
  const instances = new RedisInstances();
  let server: RedisServer;
  let redis: Redis;

  beforeAll(async () => {
    server = await RedisServer.start();
    redis = new Redis(server.url);
  });

  afterEach(() => instances.close());

  afterAll(async () => {
    redis.disconnect();
    await server.kill();
  });

  it('are subscribed once however many listen, and ended after the last has closed', async () => {
    const { bus } = await instances.open(server.url, { linger: 0 });
    await redis.config('RESETSTAT');
    const listen = (): Promise<{ close(): void }> => bus.subscribe('a', () => undefined);
    const subscriptions = [await listen(), await listen(), await listen()];
    expect(await redis.info('commandstats')).toContain('cmdstat_subscribe:calls=1,');
    for (const subscription of subscriptions) subscription.close();
    await eventually(async () => (await redis.pubsub('CHANNELS', `${instances.keyPrefix}*`)).length === 0);
  });

  it('cost no command when a listener returns while they linger', async () => {
    const { bus } = await instances.open(server.url, { linger: 60_000 });
    await redis.config('RESETSTAT');
    for (let reload = 0; reload < 10; reload += 1) (await bus.subscribe('a', () => undefined)).close();
    const statistics = await redis.info('commandstats');
    expect(statistics).toContain('cmdstat_subscribe:calls=1,');
    expect(statistics).not.toContain('cmdstat_unsubscribe');
  });

  it('of deployments with different prefixes never meet, whatever their database numbers', async () => {
    const ours = await instances.open(`${server.url}/1`);
    const theirs = await instances.open(`${server.url}/1`, {}, 'theirs:');
    const [we, they] = [new Recorder(), new Recorder()];
    await ours.bus.subscribe('a', we.listener);
    await theirs.bus.subscribe('a', they.listener);
    ours.bus.publish('a', 'ours');
    await we.has('ours');
    theirs.bus.publish('a', 'theirs');
    await they.has('theirs');
    expect([we.heard, they.heard]).toEqual([['ours'], ['theirs']]);
  });

  it('carry a whole burst in the order of publishing', async () => {
    const [here, there] = await Promise.all([instances.open(server.url), instances.open(server.url)]);
    const recorder = new Recorder();
    await there.bus.subscribe('a', recorder.listener);
    const burst = Array.from({ length: 10_000 }, (_, index) => String(index));
    for (const message of burst) here.bus.publish('a', message);
    await recorder.has('9999');
    expect(recorder.heard).toEqual(burst);
  });
});
