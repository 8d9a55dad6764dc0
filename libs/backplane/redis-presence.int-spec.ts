import { Redis } from 'ioredis';

import { eventually } from './spec-support/awaiting.ts';
import { RedisInstances } from './spec-support/redis-instances.ts';
import { RedisServer } from './spec-support/redis-server.ts';
import { TcpProxy } from './spec-support/tcp-proxy.ts';

describe('presence on Redis', () => {
  const instances = new RedisInstances();
  const key = `${instances.keyPrefix}presence:w`;
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

  it('ends by itself for the members of an instance that died', async () => {
    const proxy = await TcpProxy.start(server.port);
    const dying = await instances.open(proxy.url, { presenceTtl: 200, presenceSweep: 50 });
    const other = await instances.open(server.url);
    dying.presence.enter('w', 'agent:1', 'a');
    await eventually(async () => (await other.presence.members('w')).has('agent:1'));
    await proxy.close();
    other.presence.enter('w', 'agent:2', 'b');
    await eventually(async () => !(await other.presence.members('w')).has('agent:1'));
    expect(await other.presence.members('w')).toEqual(new Set(['agent:2']));
  });

  it('is renewed for as long as the member is here', async () => {
    const { presence } = await instances.open(server.url, { presenceTtl: 60_000, presenceSweep: 20 });
    presence.enter('w', 'agent:1', 'a');
    await eventually(async () => (await expiry()) > 0);
    const first = await expiry();
    await eventually(async () => (await expiry()) > first);
  });

  it('keeps one entry for all connections of a member on an instance', async () => {
    const { presence } = await instances.open(server.url);
    for (let tab = 0; tab < 20; tab += 1) presence.enter('w', 'agent:1', `tab ${tab}`);
    await eventually(async () => (await redis.zcard(key)) > 0);
    expect(await redis.zcard(key)).toBe(1);
  });

  it('writes and reads thousands of members', async () => {
    const [here, there] = await Promise.all([instances.open(server.url), instances.open(server.url)]);
    const members = new Set(Array.from({ length: 3_000 }, (_, index) => `visitor:${index}`));
    for (const member of members) here.presence.enter('w', member, 'a');
    await eventually(async () => (await there.presence.members('w')).size === members.size);
    expect(await there.presence.members('w')).toEqual(members);
  });

  async function expiry(): Promise<number> {
    const [, score] = await redis.zrange(key, 0, '0', 'WITHSCORES');
    return Number(score ?? 0);
  }
});
