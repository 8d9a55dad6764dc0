import { Redis } from 'ioredis';

import type { RedisBackplane } from './backplane.ts';
import { REDIS_TIMINGS } from './redis-timings.ts';
import { eventually, nextRecovery, Recorder } from './spec-support/awaiting.ts';
import { RedisInstances } from './spec-support/redis-instances.ts';
import { RedisServer } from './spec-support/redis-server.ts';
import { TcpProxy } from './spec-support/tcp-proxy.ts';
import { UnhandledWatch } from './spec-support/unhandled.ts';

const BACKLOG_LIMIT = 8 * 1024 * 1024;
const LONG = 60_000;

describe('a backplane whose Redis answers late or never', () => {
  const unhandled = new UnhandledWatch();
  const instances = new RedisInstances();
  let server: RedisServer;
  let proxy: TcpProxy;
  let near: RedisBackplane;

  beforeAll(async () => {
    server = await RedisServer.start();
  });

  beforeEach(async () => {
    unhandled.start();
    proxy = await TcpProxy.start(server.port);
    near = await instances.open(server.url);
  });

  afterEach(async () => {
    proxy.release();
    proxy.heal();
    await instances.close();
    await proxy.close();
    await unhandled.stop();
  });

  afterAll(() => server.kill());

  it('notices a black hole by itself and recovers when the network does', async () => {
    const far = await instances.open(proxy.url, { ping: 20, silence: 200 });
    const recorder = new Recorder();
    await far.bus.subscribe('a', recorder.listener);
    const recovery = nextRecovery(far.bus);

    proxy.swallow();
    near.bus.publish('a', 'swallowed');
    await eventually(() => !far.bus.isConnected);
    proxy.heal();

    await recovery;
    near.bus.publish('a', 'hello');
    await recorder.has('hello');
    expect(recorder.heard).toEqual(['hello']);
  });

  it('would notice it within ten seconds with the timings of production', () => {
    expect(REDIS_TIMINGS.ping + REDIS_TIMINGS.silence).toBeLessThan(10_000);
  });

  it('keeps a bounded backlog in a black hole and answers from its own members', async () => {
    const far = await instances.open(proxy.url, { patience: 20, ping: LONG, silence: LONG });
    proxy.swallow();
    far.presence.enter('w', 'agent:1', 'a');
    for (let round = 0; round < 20; round += 1) {
      for (let count = 0; count < 1_000; count += 1) far.bus.publish('a', 'x'.repeat(1_000));
      expect([...(await far.presence.members('w'))]).toEqual(['agent:1']);
    }
    expect(far.bus.backlogSize).toBeLessThanOrEqual(BACKLOG_LIMIT);
    expect(far.bus.backlogSize + far.bus.droppedMessages * 1_512).toBe(20_000 * 1_512);
  });

  it('closes in a black hole', async () => {
    const far = await instances.open(proxy.url, { patience: 20, ping: LONG, silence: LONG });
    proxy.swallow();
    await expect(far.close()).resolves.toBeUndefined();
  });

  it('does not call a subscription made before Redis has confirmed it', async () => {
    const far = await instances.open(proxy.url, { patience: LONG, ping: LONG, silence: LONG });
    const [early, fence] = [new Recorder(), new Recorder()];
    await near.bus.subscribe('fence', fence.listener);
    proxy.holdReplies();
    let isMade = false;
    const made = far.bus.subscribe('a', early.listener).then(() => (isMade = true));
    near.bus.publish('fence', 'passed');
    await fence.has('passed');
    expect(isMade).toBe(false);

    proxy.release();
    await made;
    near.bus.publish('a', 'hello');
    await early.has('hello');
  });

  it('goes on without a confirmation that is too late, and announces a recovery once it came', async () => {
    const far = await instances.open(proxy.url, { patience: 20, ping: LONG, silence: LONG });
    const recorder = new Recorder();
    proxy.holdReplies();
    await far.bus.subscribe('a', recorder.listener);
    const recovery = nextRecovery(far.bus);
    proxy.release();
    await recovery;
    near.bus.publish('a', 'hello');
    await recorder.has('hello');
  });

  it('loses no subscription when it is closed and wanted again before Redis has confirmed its end', async () => {
    const far = await instances.open(proxy.url, { patience: LONG, ping: LONG, silence: LONG, linger: 0 });
    const recorder = new Recorder();
    proxy.holdReplies();
    const first = far.bus.subscribe('a', () => undefined);
    const second = far.bus.subscribe('a', () => undefined);
    const others = ['b', 'c'].map((name) => far.bus.subscribe(name, recorder.listener));
    proxy.release();
    (await first).close();
    (await second).close();
    proxy.holdReplies();
    await eventually(async () => (await countOnRedis('a')) === 0);
    const again = far.bus.subscribe('a', recorder.listener);
    proxy.release();
    await Promise.all([again, ...others]);
    for (const name of ['a', 'b', 'c']) near.bus.publish(name, name);
    await recorder.has('c');
    expect(recorder.heard).toEqual(['a', 'b', 'c']);
  });

  /** How many connections Redis would deliver to: a subscription that ended is seen here, not guessed. */
  async function countOnRedis(channel: string): Promise<number> {
    const redis = new Redis(server.url);
    const [, count] = (await redis.pubsub('NUMSUB', `${instances.keyPrefix}bus:${channel}`)) as [string, number];
    redis.disconnect();
    return count;
  }
});
