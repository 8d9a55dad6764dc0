import { createMemoryBackplane } from './backplane.ts';
import type { Backplane } from './backplane.ts';
import type { Bus } from './bus.ts';
import type { Presence } from './presence.ts';
import { eventually, Recorder } from './spec-support/awaiting.ts';
import { RedisInstances } from './spec-support/redis-instances.ts';
import { RedisServer } from './spec-support/redis-server.ts';

interface Cluster {
  instances: [Backplane, Backplane];
  reports: readonly string[];
  close(): Promise<void>;
}

let server: RedisServer | null = null;

/** One process is its own neighbour. */
function openMemory(): Promise<Cluster> {
  const reports: string[] = [];
  const backplane = createMemoryBackplane((message) => reports.push(message));
  return Promise.resolve({ instances: [backplane, backplane], reports, close: () => backplane.close() });
}

/** Without linger every last `close` sends an UNSUBSCRIBE that races with what follows. */
async function openRedis(): Promise<Cluster> {
  server ??= process.env['PARLEY_TEST_REDIS_URL'] ? null : await RedisServer.start();
  const url = process.env['PARLEY_TEST_REDIS_URL'] ?? server?.url ?? '';
  const redis = new RedisInstances();
  const [first, second] = await Promise.all([redis.open(url, { linger: 0 }), redis.open(url, { linger: 0 })]);
  return { instances: [first, second], reports: redis.reports, close: () => redis.close() };
}

afterAll(() => server?.kill());

describe.each([
  ['in memory', openMemory],
  ['on Redis', openRedis],
])('a backplane %s', (_name, open) => {
  let cluster: Cluster;
  let here: Backplane;
  let there: Backplane;

  beforeEach(async () => {
    cluster = await open();
    [here, there] = cluster.instances;
  });

  afterEach(() => cluster.close());

  describe('bus', () => {
    it('delivers what is published after the subscription, everywhere and in order', async () => {
      const recorders = [new Recorder(), new Recorder()];
      await here.bus.subscribe('a', recorders[0]!.listener);
      await there.bus.subscribe('a', recorders[1]!.listener);
      const sent = Array.from({ length: 500 }, (_, index) => `message ${index}`);

      for (const message of sent) here.bus.publish('a', message);

      await Promise.all(recorders.map((recorder) => recorder.has('message 499')));
      expect(recorders.map(({ heard }) => heard)).toEqual([sent, sent]);
    });

    it('keeps channels apart', async () => {
      const [a, b] = [new Recorder(), new Recorder()];
      await there.bus.subscribe('a', a.listener);
      await there.bus.subscribe('b', b.listener);
      here.bus.publish('a', 'for a');
      here.bus.publish('b', 'for b');
      here.bus.publish('nobody listens here', 'for nobody');
      await fence(here.bus, there.bus);
      expect([a.heard, b.heard]).toEqual([['for a'], ['for b']]);
    });

    it('carries any text unchanged', async () => {
      const recorder = new Recorder();
      await there.bus.subscribe('a', recorder.listener);
      const sent = ['', '\r\n$5\r\n', 'ünï😀', '{"a":1}', 'x'.repeat(300_000), '\u0000'];
      for (const message of sent) here.bus.publish('a', message);
      await fence(here.bus, there.bus);
      expect(recorder.heard).toEqual(sent);
    });

    it('never calls a listener before publish has returned', async () => {
      const order: string[] = [];
      await here.bus.subscribe('a', () => order.push('heard'));
      here.bus.publish('a', 'hello');
      order.push('returned');
      await eventually(() => order.length === 2);
      expect(order).toEqual(['returned', 'heard']);
    });

    it('goes on for the others when one of several listeners closes', async () => {
      const [closing, staying] = [new Recorder(), new Recorder()];
      const subscription = await there.bus.subscribe('a', closing.listener);
      await there.bus.subscribe('a', staying.listener);
      subscription.close();
      subscription.close();
      here.bus.publish('a', 'hello');
      await staying.has('hello');
      expect(closing.heard).toEqual([]);
    });

    it('never calls a closed listener, not even with what was under way', async () => {
      const recorder = new Recorder();
      const subscription = await here.bus.subscribe('a', recorder.listener);
      here.bus.publish('a', 'under way');
      subscription.close();
      await fence(here.bus, here.bus);
      expect(recorder.heard).toEqual([]);
    });

    it('reports a listener that throws and still reaches the others', async () => {
      const recorder = new Recorder();
      await there.bus.subscribe('a', () => {
        throw new Error('from the listener');
      });
      await there.bus.subscribe('a', recorder.listener);
      here.bus.publish('a', 'hello');
      await recorder.has('hello');
      expect(cluster.reports).toEqual(['A listener of the bus failed']);
    });

    it('is in force again when the last listener closes and a new one subscribes at once', async () => {
      const recorder = new Recorder();
      for (let round = 0; round < 200; round += 1) {
        (await there.bus.subscribe('a', () => undefined)).close();
        if (round % 3 === 0) await fence(there.bus, there.bus);
        const subscription = await there.bus.subscribe('a', recorder.listener);
        here.bus.publish('a', `round ${round}`);
        await recorder.has(`round ${round}`);
        subscription.close();
      }
      expect(recorder.heard).toHaveLength(200);
    });

    it('loses no subscription in concurrent churn of one channel', async () => {
      const recorder = new Recorder();
      const churn = async (): Promise<void> => {
        for (let round = 0; round < 50; round += 1) (await there.bus.subscribe('a', () => undefined)).close();
      };
      await Promise.all([churn(), churn(), churn(), there.bus.subscribe('a', recorder.listener), churn()]);
      await Promise.all([churn(), fence(here.bus, there.bus)]);
      here.bus.publish('a', 'after the churn');
      await recorder.has('after the churn');
      expect(recorder.heard).toEqual(['after the churn']);
    });

    it('takes thousands of subscriptions at once', async () => {
      const recorder = new Recorder();
      const names = Array.from({ length: 3_000 }, (_, index) => `channel ${index}`);
      await Promise.all(names.map((name) => there.bus.subscribe(name, recorder.listener)));
      for (const name of names) here.bus.publish(name, name);
      await recorder.has('channel 2999');
      expect(recorder.heard).toEqual(names);
    });

    it('is connected and drops nothing while all is well', async () => {
      here.bus.publish('a', 'hello');
      await fence(here.bus, there.bus);
      expect(here.bus).toMatchObject({ isConnected: true, droppedMessages: 0 });
    });
  });

  describe('claims', () => {
    it('gives a name to the first who claims it, on any instance', async () => {
      expect(await here.claims.claim('ticket', 60)).toBe(true);
      expect(await here.claims.claim('ticket', 60)).toBe(false);
      expect(await there.claims.claim('ticket', 60)).toBe(false);
      expect(await there.claims.claim('another', 60)).toBe(true);
    });

    it('gives it to one of many who claim it at once', async () => {
      const claims = Array.from({ length: 200 }, (_, index) => (index % 2 ? here : there).claims.claim('ticket', 60));
      expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
    });

    it('gives it again when the time of the first claim is over', async () => {
      expect(await here.claims.claim('short', 1)).toBe(true);
      await eventually(() => there.claims.claim('short', 1));
    });
  });

  describe('presence', () => {
    it('shows a member at once on its own instance and soon on the other', async () => {
      here.presence.enter('w', 'agent:1', 'a');
      expect(await members(here.presence)).toEqual(['agent:1']);
      await eventually(async () => (await members(there.presence)).includes('agent:1'));
    });

    it('keeps a member until the last of its connections leaves, wherever they are', async () => {
      there.presence.enter('w', 'agent:1', 'c');
      await eventually(async () => (await members(here.presence)).includes('agent:1'));
      here.presence.enter('w', 'agent:1', 'a');
      here.presence.enter('w', 'agent:1', 'b');
      here.presence.leave('w', 'agent:1', 'a');
      here.presence.leave('w', 'agent:1', 'b');
      expect(await members(here.presence)).toEqual(['agent:1']);
      there.presence.leave('w', 'agent:1', 'c');
      await eventually(async () => (await members(here.presence)).length === 0);
    });

    it('forgets a member at once on the instance that it left', async () => {
      here.presence.enter('w', 'agent:1', 'a');
      await eventually(async () => (await members(there.presence)).includes('agent:1'));
      here.presence.leave('w', 'agent:1', 'a');
      expect(await members(here.presence)).toEqual([]);
    });

    it('keeps scopes apart', async () => {
      here.presence.enter('w', 'agent:1', 'a');
      here.presence.enter('other', 'agent:2', 'b');
      await eventually(async () => (await members(there.presence, 'other')).includes('agent:2'));
      expect(await members(there.presence)).toEqual(['agent:1']);
    });

    it('ends with the last of quick changes', async () => {
      for (let round = 0; round < 50; round += 1) {
        here.presence.enter('w', 'agent:1', 'a');
        here.presence.leave('w', 'agent:1', 'a');
        here.presence.enter('w', 'agent:2', 'a');
        if (round % 7 === 0) await members(there.presence);
      }
      here.presence.enter('w', 'agent:3', 'a');
      await eventually(async () => (await members(there.presence)).includes('agent:3'));
      expect((await members(there.presence)).toSorted()).toEqual(['agent:2', 'agent:3']);
    });

    it('takes any name for a member and ignores who leaves without having entered', async () => {
      here.presence.enter('w', 'visitor:|ü:*', 'a|b');
      here.presence.leave('w', 'visitor:|ü:*', 'unknown');
      here.presence.leave('w', 'nobody', 'unknown');
      await eventually(async () => (await members(there.presence)).includes('visitor:|ü:*'));
    });
  });
});

/** Resolves when everything that was published before on one instance has been delivered on the other. */
async function fence(from: Bus, to: Bus): Promise<void> {
  const recorder = new Recorder();
  const subscription = await to.subscribe('fence', recorder.listener);
  from.publish('fence', 'done');
  await recorder.has('done');
  subscription.close();
}

async function members(presence: Presence, scope = 'w'): Promise<string[]> {
  return [...(await presence.members(scope))];
}
