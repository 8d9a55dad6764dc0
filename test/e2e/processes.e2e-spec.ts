import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { newId } from '#common';
import { Cluster } from '#testing';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await Cluster.start({ realtime: 1 });
});
afterAll(() => cluster.stop());

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Runs a process that is expected to end by itself. */
async function run(app: string, env: Record<string, string>): Promise<{ code: unknown; stderr: string }> {
  const child = spawn(process.execPath, [path.join(ROOT, `dist/apps/${app}/main.js`)], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, stderr };
}

describe.each(['api', 'realtime', 'worker'])('the process %s', (app) => {
  it('ends with one sentence when a variable is missing', async () => {
    const { code, stderr } = await run(app, { REDIS_URL: 'redis://127.0.0.1:1', PARLEY_SECRET: 'x'.repeat(32) });
    expect(code).toBe(78);
    expect(stderr).toBe(
      'parley: The environment variable DATABASE_URL is not set; see docs/operations.md for what it holds.\n',
    );
  });

  it('ends with one sentence when a variable is not usable', async () => {
    const env = {
      DATABASE_URL: 'postgresql://127.0.0.1/x',
      REDIS_URL: 'redis://127.0.0.1:1',
      PARLEY_SECRET: 'x'.repeat(32),
      PORT: 'x',
    };
    const { code, stderr } = await run(app, env);
    expect(code).toBe(78);
    expect(stderr).toMatch(/^parley: The environment variable PORT is not usable: .*\n$/);
  });
});

describe('SIGTERM', () => {
  it('lets a realtime instance answer what it has, tells its clients to come back, and ends it well', async () => {
    const { conversationId, visitor, people } = await cluster.openConversation({ visitorOn: 0, agentOn: 0 });
    const leaving = await cluster.startProcess('realtime');
    cluster.realtime.push(leaving);
    const socket = await people.visitor.connect(1);
    await socket.follow(conversationId);
    const sends = Array.from({ length: 50 }, () =>
      socket.send('message.send', { conversationId, clientId: newId(), text: 'Hello' }),
    );
    const stopping = leaving.stop();
    const answers = await Promise.all(sends);

    expect(await socket.next('connection.closing')).toMatchObject({ reason: 'draining' });
    expect(await stopping).toMatchObject({ code: 0 });
    for (const answer of answers)
      if (!answer.ok) expect(answer.error).toMatchObject({ code: 'draining', retryable: true });
    const stored = await cluster.transcript(people.visitor, conversationId);
    expect(stored).toHaveLength(answers.filter((answer) => answer.ok).length);
    expect(await visitor.send('message.send', { conversationId, clientId: newId(), text: 'still here' })).toMatchObject(
      { ok: true },
    );
  });

  it('ends a long poll with what is there', async () => {
    const leaving = await cluster.startProcess('api');
    const { conversationId, people } = await cluster.openConversation({ visitorOn: 0, agentOn: 0 });
    const polling = fetch(`${leaving.url}/v1/conversations/${conversationId}/events?after=0&wait=25`, {
      headers: { authorization: `Bearer ${people.visitor.accessToken}` },
    });
    await fetch(`${leaving.url}/health/live`);
    const [answer, exit] = await Promise.all([polling, leaving.stop()]);
    expect(await answer.json()).toMatchObject({ events: [] });
    expect(exit).toMatchObject({ code: 0 });
  });
});

describe('workers', () => {
  it('close conversations that have been idle, once, however many workers there are', async () => {
    const { conversationId, visitor, agent, people } = await cluster.openConversation({ visitorOn: 0, agentOn: 0 });
    const busy = await cluster.openConversation({ visitorOn: 0, agentOn: 0 });
    await visitor.ask('message.send', { conversationId, clientId: newId(), text: 'Anybody?' });
    await cluster.pool.query(`UPDATE conversations SET last_event_at = now() - interval '2 hours' WHERE id = $1`, [
      conversationId,
    ]);
    const env = { PARLEY_IDLE_CLOSE_MINUTES: '60', PARLEY_IDLE_SWEEP_SECONDS: '0.05' };
    cluster.worker.push(
      ...(await Promise.all([cluster.startProcess('worker', env), cluster.startProcess('worker', env)])),
    );

    expect(await agent.next('conversation.closed')).toMatchObject({
      seq: 2,
      reason: 'idle',
      actor: { kind: 'system' },
    });
    const transcript = await cluster.transcript(people.agent, conversationId);
    expect(transcript.map((event) => event.type)).toEqual(['message.created', 'conversation.closed']);
    expect(await busy.agent.follow(busy.conversationId)).toMatchObject({ conversation: { status: 'waiting' } });
    for (const worker of cluster.worker) expect(await worker.stop()).toMatchObject({ code: 0 });
  });
});
