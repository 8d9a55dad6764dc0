import type { RouteOutput } from '#contracts';

import { Office } from './agents/office.ts';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

describe('sessions', () => {
  const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

  async function sessionsOf(token: string): Promise<RouteOutput<'session.list'>['sessions']> {
    return ((await office.get('/v1/agents/me/sessions', token).expect(200)).body as RouteOutput<'session.list'>)
      .sessions;
  }

  it('are listed with device, address and which one it is, last used first', async () => {
    const { agent } = await office.team();
    const second = (
      await office
        .login(agent)
        .set('User-Agent', FIREFOX + ' '.repeat(1000))
        .expect(200)
    ).body as RouteOutput<'auth.login'>;
    const sessions = await sessionsOf(agent.accessToken);
    expect(sessions).toMatchObject([
      { device: 'Firefox on Linux', address: '127.0.0.1', method: 'password', isCurrent: false },
      { device: null, address: '127.0.0.1', method: 'password', isCurrent: true },
    ]);
    expect((await sessionsOf(second.accessToken))[0]).toMatchObject({ isCurrent: true });
    expect(JSON.stringify(sessions)).not.toContain('Mozilla');
  });

  it('keep up with the device when they are refreshed', async () => {
    const { agent } = await office.team();
    const { headers, body } = await office.login(agent).expect(200);
    const [cookie = ''] = String(headers['set-cookie']).split(';');
    await office.ask('/v1/auth/refresh', {}).set('Cookie', cookie).set('User-Agent', FIREFOX).expect(200);
    const [newest] = await sessionsOf((body as RouteOutput<'auth.login'>).accessToken);
    expect(newest).toMatchObject({ device: 'Firefox on Linux', isCurrent: true });
  });

  it('are ended one by one, by their owner alone', async () => {
    const { owner, agent, supervisor } = await office.team();
    const other = (await office.login(agent).expect(200)).body as RouteOutput<'auth.login'>;
    const ended = (await sessionsOf(agent.accessToken)).find(({ isCurrent }) => !isCurrent);
    const path = `/v1/agents/me/sessions/${ended?.id}/end`;
    await office.post(path, supervisor.accessToken).expect(404);
    await office.get('/v1/agents/me', other.accessToken, 1).expect(200);
    await office.post(path, agent.accessToken).expect(204);
    await office.get('/v1/agents/me', other.accessToken, 1).expect(401);
    await office.post(path, agent.accessToken).expect(404);
    await office.get('/v1/agents/me', agent.accessToken, 1).expect(200);
    expect(await office.noted(owner, 'session.ended')).toMatchObject({
      actor: { name: 'Lin' },
      details: { sessionId: ended?.id, reason: 'ended' },
    });
  });

  it('are ended all but this one', async () => {
    const { agent } = await office.team();
    const others = await Promise.all([office.login(agent), office.login(agent)]);
    await office.post('/v1/agents/me/sessions/end-others', agent.accessToken).expect(204);
    expect(await sessionsOf(agent.accessToken)).toMatchObject([{ isCurrent: true }]);
    for (const { body } of others)
      await office.get('/v1/agents/me', (body as RouteOutput<'auth.login'>).accessToken).expect(401);
  });

  it('of somebody are seen and ended by an admin: one, or all', async () => {
    const { admin, agent } = await office.team();
    const other = (await office.login(agent).expect(200)).body as RouteOutput<'auth.login'>;
    const { body } = await office.get(`/v1/agents/${agent.id}/sessions`, admin.accessToken).expect(200);
    const { sessions } = body as RouteOutput<'agent.sessions'>;
    expect(sessions.map(({ isCurrent }) => isCurrent)).toEqual([false, false]);
    const end = (input: object) => office.post(`/v1/agents/${agent.id}/sessions/end`, admin.accessToken, input);
    await end({ sessionId: sessions[0]?.id }).expect(204);
    await end({ sessionId: sessions[0]?.id }).expect(404);
    await office.get('/v1/agents/me', other.accessToken).expect(401);
    await office.get('/v1/agents/me', agent.accessToken).expect(200);
    await end({}).expect(204);
    await office.get('/v1/agents/me', agent.accessToken).expect(401);
  });
});
