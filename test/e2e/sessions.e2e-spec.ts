import request from 'supertest';

import type { Problem, RouteOutput } from '#contracts';
import { Cluster, eventually } from '#testing';
import type { OpenConversation } from '#testing';

let cluster: Cluster;
let open: OpenConversation;
beforeAll(async () => {
  cluster = await Cluster.start({ realtime: 2 });
  open = await cluster.openConversation();
});
afterAll(() => cluster.stop());

const http = () => request(cluster.url);
const bearer = { type: 'bearer' } as const;

describe('signing in', () => {
  const cookieOf = (headers: Record<string, unknown>): string => String(headers['set-cookie']).split(';')[0] ?? '';

  async function signIn() {
    const { email, password } = await cluster.agent(open.workspace, 'Lin');
    const answer = await http().post('/v1/auth/login').send({ email, password }).expect(200);
    return { email, password, cookie: cookieOf(answer.headers), setCookie: String(answer.headers['set-cookie']) };
  }

  it('gives an access token, and a refresh cookie that scripts and other sites cannot use', async () => {
    const { setCookie } = await signIn();
    expect(setCookie).toMatch(/HttpOnly/);
    expect(setCookie).toMatch(/SameSite=Strict/);
    expect(setCookie).toMatch(/Path=\/v1\/auth/);
  });

  it('is not sensitive to the case of the address', async () => {
    const { email, password } = await signIn();
    await http().post('/v1/auth/login').send({ email: email.toUpperCase(), password }).expect(200);
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const { email } = await signIn();
    const wrong = await http().post('/v1/auth/login').send({ email, password: 'wrong' }).expect(401);
    const unknown = await http()
      .post('/v1/auth/login')
      .send({ email: 'nobody@acme.test', password: 'wrong' })
      .expect(401);
    const told = ({ body }: { body: Problem }) => ({ ...body, requestId: undefined });
    expect(told(wrong)).toEqual(told(unknown));
    expect(wrong.body).toMatchObject({ code: 'invalid_credentials' });
  });

  it('is kept by the cookie, which rotates', async () => {
    const { cookie } = await signIn();
    const first = await http().post('/v1/auth/refresh').set('Cookie', cookie).expect(200);
    const next = cookieOf(first.headers);
    expect(next).not.toBe(cookie);
    await http().post('/v1/auth/refresh').set('Cookie', next).expect(200);
  });

  it('survives two tabs that refresh at the same time', async () => {
    const { cookie } = await signIn();
    const refresh = () => http().post('/v1/auth/refresh').set('Cookie', cookie);
    const answers = await Promise.all([refresh(), refresh(), refresh()]);
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map((answer) => cookieOf(answer.headers))).size).toBe(1);
  });

  it('gives the successor again to who lost the answer', async () => {
    const { cookie } = await signIn();
    const refresh = () => http().post('/v1/auth/refresh').set('Cookie', cookie).expect(200);
    const [lost, again] = [await refresh(), await refresh()];
    expect(cookieOf(again.headers)).toBe(cookieOf(lost.headers));
  });

  it('ends for everyone when a cookie comes back long after it was used: it was stolen', async () => {
    const { cookie } = await signIn();
    const first = await http().post('/v1/auth/refresh').set('Cookie', cookie).expect(200);
    await cluster.pool.query(`UPDATE agent_sessions SET rotated_at = rotated_at - interval '1 hour'`);
    await http().post('/v1/auth/refresh').set('Cookie', cookie).expect(401);
    await http().post('/v1/auth/refresh').set('Cookie', cookieOf(first.headers)).expect(401);
  });

  it('ends by signing out', async () => {
    const { cookie } = await signIn();
    await http().post('/v1/auth/logout').set('Cookie', cookie).expect(204);
    await http().post('/v1/auth/refresh').set('Cookie', cookie).expect(401);
  });
});

describe('a visitor session', () => {
  it('continues the same visitor with its token, and starts a new one with anything else', async () => {
    const { siteKey } = open.workspace;
    const start = async (sessionToken?: string) =>
      (await http().post('/v1/visitor-sessions').send({ siteKey, sessionToken }).expect(200))
        .body as RouteOutput<'visitor.session'>;
    const first = await start();
    expect((await start(first.sessionToken)).visitor).toEqual(first.visitor);
    expect((await start(`${first.sessionToken}x`)).visitor).not.toEqual(first.visitor);
    expect((await start('garbage')).visitor).not.toEqual(first.visitor);
  });

  it('does not carry over to another site', async () => {
    const elsewhere = await cluster.workspace();
    const { siteKey } = open.workspace;
    const first = (await http().post('/v1/visitor-sessions').send({ siteKey })).body as RouteOutput<'visitor.session'>;
    const { sessionToken } = first;
    const second = await http()
      .post('/v1/visitor-sessions')
      .send({ siteKey: elsewhere.siteKey, sessionToken })
      .expect(200);
    expect((second.body as RouteOutput<'visitor.session'>).visitor).not.toEqual(first.visitor);
  });

  it('says not_found of an unknown site', async () => {
    const { body } = await http().post('/v1/visitor-sessions').send({ siteKey: 'nope' }).expect(404);
    expect(body).toMatchObject({ code: 'not_found' });
  });

  it('says that an agent is there as long as one is connected, on any instance', async () => {
    const { workspace, people, agent } = await cluster.openConversation();
    const site = () => http().get('/v1/visitor/site').auth(people.visitor.accessToken, bearer);
    expect((await site()).body).toMatchObject({ isOnline: true });
    const colleague = await (await cluster.agent(workspace, 'Grace')).connect(0);
    agent.close();
    colleague.close();
    await Promise.all([agent.closed, colleague.closed]);
    await eventually(async () => !((await site()).body as RouteOutput<'visitor.site'>).isOnline);
  });
});
