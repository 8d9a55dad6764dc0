import request from 'supertest';

import { newId } from '#common';
import type { AuditAction, Role, RouteOutput } from '#contracts';
import { Cluster, eventually, startMailServer } from '#testing';
import type { MailServer, Participant, TestAgent, TestWorkspace } from '#testing';

type Agent = Participant & TestAgent;

const PUBLIC_URL = 'https://chat.acme.test';
const PASSWORD = 'a walrus plays the tuba';
const bearer = { type: 'bearer' } as const;

let mails: MailServer;
let cluster: Cluster;
beforeAll(async () => {
  mails = await startMailServer();
  const mail = {
    PARLEY_SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
    PARLEY_MAIL_FROM: 'Acme <chat@acme.test>',
    PARLEY_PUBLIC_URL: PUBLIC_URL,
  };
  cluster = await Cluster.start({ api: 2, realtime: 0, env: mail });
});
afterAll(async () => {
  await cluster.stop();
  await mails.stop();
});

const at = (instance: number): string => cluster.api[instance]?.url ?? '';
const get = (path: string, token: string, instance = 0) => request(at(instance)).get(path).auth(token, bearer);
const post = (path: string, token: string, body: object = {}, instance = 0) =>
  request(at(instance)).post(path).auth(token, bearer).send(body);
const open = (path: string, body: object, instance = 0) => request(at(instance)).post(path).send(body);
const login = ({ email, password }: TestAgent) => open('/v1/auth/login', { email, password });
const tokenOf = (url: string | null): string => new URL(url ?? '').hash.slice(1);
const codes = (answers: { body: unknown }[]): (string | undefined)[] =>
  answers.map(({ body }) => (body as { code?: string }).code);
const counted = (given: (string | undefined)[]): object =>
  Object.fromEntries([...Map.groupBy(given, (code) => code ?? 'none')].map(([code, all]) => [code, all.length]));

async function team(): Promise<{ workspace: TestWorkspace } & Record<Role, Agent>> {
  const workspace = await cluster.workspace();
  const [owner, admin, supervisor, agent] = await Promise.all([
    cluster.agent(workspace, 'Olga', 'owner'),
    cluster.agent(workspace, 'Adam', 'admin'),
    cluster.agent(workspace, 'Sue', 'supervisor'),
    cluster.agent(workspace, 'Lin', 'agent'),
  ]);
  return { workspace, owner, admin, supervisor, agent };
}

async function invited(by: Agent, role: Role = 'agent', email = `${newId()}@acme.test`) {
  const { body } = await post('/v1/invitations', by.accessToken, { email, role }).expect(201);
  const { invitation, url, isMailed } = body as RouteOutput<'invitation.create'>;
  return { id: invitation.id, email, url, isMailed, token: tokenOf(url) };
}

const accept = (token: string, instance = 0, password = PASSWORD) =>
  open('/v1/invitations/accept', { token, name: 'Nina New', password }, instance);

async function audit(by: Agent, query: Record<string, string | number> = {}): Promise<RouteOutput<'audit.list'>> {
  const { body } = await get('/v1/audit-entries', by.accessToken).query(query).expect(200);
  return body as RouteOutput<'audit.list'>;
}

async function waitingForLocks(): Promise<number> {
  const { rows } = await cluster.pool.query<{ count: number }>(
    `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]?.count ?? 0;
}

async function noted(
  by: Agent,
  action: AuditAction,
): Promise<RouteOutput<'audit.list'>['entries'][number] | undefined> {
  return (await audit(by, { action })).entries[0];
}

describe('an invitation', () => {
  it('is mailed, says what it is for, and makes an agent who is signed in', async () => {
    const { admin } = await team();
    const { email, url, isMailed, token } = await invited(admin, 'supervisor', `Nina.${newId()}@Acme.test`);
    expect(isMailed).toBe(true);
    expect(url).toBe(`${PUBLIC_URL}/console/invitation#${token}`);
    const mail = await mails.next(email.toLowerCase());
    expect(mail.content).toContain(url);
    expect(mail.content).toContain('Adam invites you');
    const { body: told } = await open('/v1/invitations/read', { token }).expect(200);
    expect(told).toEqual({ email: email.toLowerCase(), workspaceName: 'Acme', role: 'supervisor' });

    const { body, headers } = await accept(token).expect(200);

    const session = body as RouteOutput<'invitation.accept'>;
    expect(session.agent).toMatchObject({ name: 'Nina New', email: email.toLowerCase(), role: 'supervisor' });
    await get('/v1/agents/me', session.accessToken, 1).expect(200);
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    await open('/v1/auth/refresh', {}).set('Cookie', cookie).expect(200);
    await open('/v1/auth/login', { email, password: PASSWORD }).expect(200);
    expect(await noted(admin, 'agent.joined')).toMatchObject({
      actor: { name: 'Nina New' },
      details: { role: 'supervisor' },
    });
  });

  it('works once, however many accept it on both instances at the same time', async () => {
    const { owner } = await team();
    const { token } = await invited(owner);
    const answers = await Promise.all([0, 1, 0, 1, 0, 1].map((instance) => accept(token, instance)));
    expect(counted(codes(answers))).toEqual({ link_expired: 5, none: 1 });
    await open('/v1/invitations/read', { token }).expect(410);
  });

  it('takes the place of the one before for the same address, even when many are made at once on both instances', async () => {
    const { owner } = await team();
    const email = `${newId()}@acme.test`;
    const invite = (address: string, instance: number) =>
      post('/v1/invitations', owner.accessToken, { email: address, role: 'agent' }, instance).expect(201);
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, index) => invite(index < 5 ? email : email.toUpperCase(), index % 2)),
    );
    const { body } = await get('/v1/invitations', owner.accessToken).expect(200);
    expect((body as RouteOutput<'invitation.list'>).invitations).toHaveLength(1);
    const tokens = made.map(({ body: each }) => tokenOf((each as RouteOutput<'invitation.create'>).url));
    const reads = await Promise.all(tokens.map((token) => open('/v1/invitations/read', { token })));
    expect(counted(codes(reads))).toEqual({ link_expired: 9, none: 1 });
  });

  it('is refused for the address of an agent, of whatever workspace', async () => {
    const [here, there] = [await team(), await team()];
    const { email } = there.agent;
    const { body } = await post('/v1/invitations', here.owner.accessToken, { email, role: 'agent' }).expect(409);
    expect(body).toMatchObject({ code: 'already_exists' });
  });

  it('makes somebody an agent of one workspace only, when two have invited them', async () => {
    const [here, there] = [await team(), await team()];
    const first = await invited(here.owner);
    const second = await invited(there.owner, 'agent', first.email);
    const answers = await Promise.all([accept(first.token, 0), accept(second.token, 1)]);
    expect(counted(codes(answers))).toEqual({ already_exists: 1, none: 1 });
  });

  it('ends when it is revoked, or too old, and gives nothing away about a wrong secret', async () => {
    const { admin, agent } = await team();
    const [revoked, old, good] = [await invited(admin), await invited(admin), await invited(admin)];
    await post(`/v1/invitations/${revoked.id}/revoke`, agent.accessToken).expect(403);
    await post(`/v1/invitations/${revoked.id}/revoke`, admin.accessToken).expect(204);
    await post(`/v1/invitations/${revoked.id}/revoke`, admin.accessToken).expect(404);
    await cluster.pool.query('UPDATE invitations SET expires_at = now() WHERE id = $1', [old.id]);
    const tokens = [revoked.token, old.token, `${good.token}x`, `${newId()}.${good.token.split('.')[1]}`, 'garbage'];
    const answers = await Promise.all(tokens.map((token) => accept(token)));
    expect(codes(answers)).toEqual(Array<string>(5).fill('link_expired'));
    await open('/v1/invitations/read', { token: good.token }).expect(200);
    expect(await noted(admin, 'invitation.revoked')).toMatchObject({ target: { name: revoked.email } });
  });

  it('stays good after a password that is too easy', async () => {
    const { owner } = await team();
    const { token } = await invited(owner);
    const { body } = await accept(token, 0, 'password12345').expect(422);
    expect(body).toMatchObject({ code: 'weak_password', details: [{ path: 'password' }] });
    await accept(token).expect(200);
  });

  it('is handed over when the mail server is down', async () => {
    const { owner } = await team();
    const unlucky = await cluster.startProcess('api', { PARLEY_SMTP_URL: 'smtp://127.0.0.1:9' });
    const asking = request(unlucky.url).post('/v1/invitations').auth(owner.accessToken, bearer);
    const { body } = await asking.send({ email: `${newId()}@acme.test`, role: 'agent' }).expect(201);
    await unlucky.stop();
    const { isMailed, url } = body as RouteOutput<'invitation.create'>;
    expect(isMailed).toBe(false);
    await accept(tokenOf(url)).expect(200);
  });
});

describe('an invitation by a program', () => {
  it('is mailed, and its link is shown to nobody else', async () => {
    const { workspace } = await team();
    const key = await cluster.apiKey(workspace, ['agents:write']);
    const email = `${newId()}@acme.test`;
    const { body } = await post('/v1/invitations', key, { email, role: 'agent' }).expect(201);
    expect(body).toMatchObject({ url: null, isMailed: true, invitation: { email, invitedBy: 'A program' } });
    const { content } = await mails.next(email);
    const token = /\/console\/invitation#([\w.-]+)\n/.exec(content)?.[1] ?? '';
    expect(JSON.stringify(body)).not.toContain(token.split('.')[1]);
    await accept(token).expect(200);
  });

  it('is refused where nothing can be mailed', async () => {
    const { workspace, owner } = await team();
    const key = await cluster.apiKey(workspace, ['agents:write']);
    const settings = { PARLEY_SMTP_URL: '', PARLEY_MAIL_FROM: '' };
    const laptop = await cluster.startProcess('api', settings);
    const asking = request(laptop.url).post('/v1/invitations').auth(key, bearer);
    const answer = await asking.send({ email: `${newId()}@acme.test`, role: 'agent' });
    await laptop.stop();
    expect(codes([answer])).toEqual(['forbidden']);
    const { body } = await get('/v1/invitations', owner.accessToken).expect(200);
    expect(body).toEqual({ invitations: [] });
  });
});

describe('what somebody has given out', () => {
  /** Two invitations, one of them by a program of theirs, a link for another's password, and a key. */
  async function given(by: Agent, to: Agent) {
    const scopes = ['agents:write', 'audit:read'];
    const made = await post('/v1/api-keys', by.accessToken, { name: 'CRM', scopes }).expect(201);
    const { secret } = made.body as RouteOutput<'apiKey.create'>;
    const email = `${newId()}@acme.test`;
    await post('/v1/invitations', secret, { email, role: 'agent' }).expect(201);
    const { content } = await mails.next(email);
    const mailed = /\/console\/invitation#([\w.-]+)\n/.exec(content)?.[1] ?? '';
    const { token } = await invited(by);
    const reset = await post(`/v1/agents/${to.id}/password-reset`, by.accessToken).expect(200);
    return { secret, token, mailed, reset: tokenOf((reset.body as RouteOutput<'agent.resetPassword'>).url) };
  }

  async function worth({ secret, token, mailed, reset }: Awaited<ReturnType<typeof given>>) {
    const answers = await Promise.all([
      get('/v1/audit-entries', secret, 1),
      open('/v1/invitations/read', { token }),
      open('/v1/invitations/read', { token: mailed }),
      open('/v1/auth/password-resets/redeem', { token: reset, password: PASSWORD }),
    ]);
    const [key, invitation, byProgram, link] = answers.map(({ ok }) => ok);
    return { key, invitation, byProgram, link };
  }

  const nothing = { key: false, invitation: false, byProgram: false, link: false };

  it('ends when they are removed, and nothing of anybody else', async () => {
    const { owner, admin, supervisor, agent } = await team();
    const theirs = await given(admin, agent);
    const others = await given(owner, supervisor);
    await post(`/v1/agents/${admin.id}/remove`, owner.accessToken).expect(204);
    expect(await worth(theirs)).toEqual(nothing);
    expect(await worth(others)).toEqual({ key: true, invitation: true, byProgram: true, link: true });
    const details = { reason: 'agent_removed' };
    expect(await noted(owner, 'api_key.revoked')).toMatchObject({ target: { name: 'CRM' }, details });
    const { entries } = await audit(owner, { action: 'invitation.revoked' });
    expect(entries).toMatchObject([{ details }, { details }]);
  });

  it('ends when they lower their own role below admin', async () => {
    const { owner, admin, agent } = await team();
    const theirs = await given(admin, agent);
    await post(`/v1/agents/${admin.id}`, admin.accessToken, { role: 'supervisor' }).expect(200);
    expect(await worth(theirs)).toEqual(nothing);
    expect(await noted(owner, 'api_key.revoked')).toMatchObject({ details: { reason: 'role_lowered' } });
  });

  it('ends but for API keys when they stay an admin', async () => {
    const { workspace, owner, agent } = await team();
    await cluster.agent(workspace, 'Otto', 'owner');
    const theirs = await given(owner, agent);
    await post(`/v1/agents/${owner.id}`, owner.accessToken, { role: 'admin' }).expect(200);
    expect(await worth(theirs)).toEqual({ ...nothing, key: true, byProgram: true });
  });

  it('for a new password of somebody ends when that one gets a higher role, and not with another name', async () => {
    const { owner, admin, agent, supervisor } = await team();
    const [raised, renamed] = [await given(admin, agent), await given(admin, supervisor)];
    await post(`/v1/agents/${agent.id}`, owner.accessToken, { role: 'owner' }).expect(200);
    await post(`/v1/agents/${supervisor.id}`, owner.accessToken, { name: 'Susan' }).expect(200);
    expect(await worth(raised)).toMatchObject({ key: true, invitation: true, link: false });
    expect(await worth(renamed)).toMatchObject({ link: true });
  });
});

describe('roles', () => {
  const change = (by: Agent, { id }: Agent, body: object, instance = 0) =>
    post(`/v1/agents/${id}`, by.accessToken, body, instance);

  it('are given and taken up to your own, and what changed is written down', async () => {
    const { owner, admin, supervisor, agent } = await team();
    expect((await change(admin, agent, { role: 'admin', name: 'Linda' }).expect(200)).body).toMatchObject({
      name: 'Linda',
      role: 'admin',
    });
    const details = { role: { from: 'agent', to: 'admin' }, name: { from: 'Lin', to: 'Linda' } };
    expect(await noted(owner, 'agent.changed')).toMatchObject({
      actor: { name: 'Adam' },
      target: { name: 'Lin' },
      details,
    });
    await change(admin, supervisor, { role: 'owner' }).expect(403);
    await change(admin, owner, { role: 'agent' }).expect(403);
    await change(admin, owner, { name: 'Nobody' }).expect(403);
    await change(supervisor, agent, { role: 'agent' }).expect(403);
    await change(owner, admin, { role: 'owner' }).expect(200);
  });

  it('are in force at once, on every instance', async () => {
    const { owner, agent } = await team();
    await get('/v1/audit-entries', agent.accessToken, 1).expect(403);
    await change(owner, agent, { role: 'admin' }).expect(200);
    await get('/v1/audit-entries', agent.accessToken, 1).expect(200);
  });

  it('write nothing down when nothing changes', async () => {
    const { owner, agent } = await team();
    await change(owner, agent, { role: 'agent', name: 'Lin' }).expect(200);
    expect(await noted(owner, 'agent.changed')).toBeUndefined();
  });

  it('protect those above from everything else as well', async () => {
    const { owner, admin } = await team();
    const { accessToken } = admin;
    const refused = await Promise.all([
      post(`/v1/agents/${owner.id}/remove`, accessToken),
      post(`/v1/agents/${owner.id}/password-reset`, accessToken),
      post(`/v1/agents/${owner.id}/sessions/end`, accessToken),
      get(`/v1/agents/${owner.id}/sessions`, accessToken),
      post('/v1/invitations', accessToken, { email: `${newId()}@acme.test`, role: 'owner' }),
    ]);
    expect(codes(refused)).toEqual(Array<string>(5).fill('forbidden'));
    const { id } = await invited(owner, 'owner');
    await post(`/v1/invitations/${id}/revoke`, accessToken).expect(403);
  });

  it('leave an API key at agents: it neither gives nor touches more', async () => {
    const { workspace, owner, supervisor, agent } = await team();
    const key = await cluster.apiKey(workspace, ['agents:write', 'agents:read']);
    const [low, high] = [await invited(owner), await invited(owner, 'supervisor')];
    await post(`/v1/agents/${agent.id}`, key, { name: 'Linda' }).expect(200);
    const refused = await Promise.all([
      post(`/v1/agents/${agent.id}`, key, { role: 'supervisor' }),
      post(`/v1/agents/${supervisor.id}`, key, { role: 'agent' }),
      post(`/v1/agents/${supervisor.id}/remove`, key),
      post(`/v1/agents/${supervisor.id}/sessions/end`, key),
      post(`/v1/invitations/${high.id}/revoke`, key),
      post('/v1/invitations', key, { email: high.email, role: 'agent' }),
      post('/v1/invitations', key, { email: `${newId()}@acme.test`, role: 'supervisor' }),
    ]);
    expect(codes(refused)).toEqual(Array<string>(7).fill('forbidden'));
    await post(`/v1/invitations/${low.id}/revoke`, key).expect(204);
    await post(`/v1/agents/${agent.id}/remove`, key).expect(204);
    await get('/v1/agents', key).expect(200);
  });

  it('are judged as they are once the change may be made, not as they were when it was asked for', async () => {
    const { workspace, owner, admin, agent } = await team();
    const { workspaceId } = workspace;
    const key = await cluster.apiKey(workspace, ['agents:write']);
    const { id: invitationId } = await invited(owner);
    const mine = (await post('/v1/api-keys', admin.accessToken, { name: 'CRM', scopes: ['agents:read'] }).expect(201))
      .body as RouteOutput<'apiKey.create'>;
    const calls: [string, object?][] = [
      [`/v1/agents/${agent.id}`, { name: 'Nobody' }],
      [`/v1/agents/${agent.id}/remove`],
      [`/v1/agents/${agent.id}/sessions/end`],
      [`/v1/agents/${agent.id}/password-reset`],
      [`/v1/agents/${agent.id}/two-factor/disable`],
      ['/v1/invitations', { email: `${newId()}@acme.test`, role: 'agent' }],
      [`/v1/invitations/${invitationId}/revoke`],
      ['/v1/api-keys', { name: 'Mine', scopes: ['agents:write'] }],
      [`/v1/api-keys/${mine.apiKey.id}/rotate`],
    ];
    const asking = await cluster.prisma.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM workspaces WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
        const answers = calls.map(async ([path, body], index) => post(path, admin.accessToken, body, index % 2));
        const program = post(`/v1/agents/${agent.id}/remove`, key).then((answer) => answer);
        await eventually(async () => (await waitingForLocks()) === calls.length + 1);
        await tx.agent.update({ where: { id: admin.id }, data: { role: 'supervisor' } });
        await tx.apiKey.updateMany({ where: { workspaceId }, data: { revokedAt: new Date() } });
        return { answers: [...answers, program] };
      },
      { timeout: 20_000 },
    );
    expect(codes(await Promise.all(asking.answers))).toEqual(Array<string>(calls.length + 1).fill('forbidden'));
  });

  it('always leave an owner, when all owners step down on both instances at once', async () => {
    const workspace = await cluster.workspace();
    const owners = await Promise.all(Array.from({ length: 8 }, () => cluster.agent(workspace, 'Olga', 'owner')));
    const answers = await Promise.all(
      owners.map((one, index) => {
        const leave = () => post(`/v1/agents/${one.id}/remove`, one.accessToken, {}, index % 2);
        return index < 4 ? leave() : change(one, one, { role: 'agent' }, index % 2);
      }),
    );
    expect(counted(codes(answers))).toEqual({ last_owner: 1, none: 7 });
    const { rows } = await cluster.pool.query(
      `SELECT 1 FROM agents WHERE workspace_id = $1 AND role = 'owner' AND removed_at IS NULL`,
      [workspace.workspaceId],
    );
    expect(rows).toHaveLength(1);
  });

  it('reach nobody of another workspace', async () => {
    const [here, there] = [await team(), await team()];
    await change(here.owner, there.agent, { role: 'admin' }).expect(404);
    await post(`/v1/agents/${there.agent.id}/remove`, here.owner.accessToken).expect(404);
    await post(`/v1/agents/${there.agent.id}/sessions/end`, here.owner.accessToken).expect(404);
  });
});

describe('an agent who is removed', () => {
  it('is out at once and everywhere, and may be invited again', async () => {
    const { owner, agent } = await team();
    const [cookie = ''] = String((await login(agent).expect(200)).headers['set-cookie']).split(';');
    const reset = await post(`/v1/agents/${agent.id}/password-reset`, owner.accessToken).expect(200);

    await post(`/v1/agents/${agent.id}/remove`, owner.accessToken).expect(204);

    expect((await get('/v1/agents/me', agent.accessToken, 1).expect(401)).body).toMatchObject({
      code: 'session_ended',
    });
    await open('/v1/auth/refresh', {}).set('Cookie', cookie).expect(401);
    await login(agent).expect(401);
    const token = tokenOf((reset.body as RouteOutput<'agent.resetPassword'>).url);
    await open('/v1/auth/password-resets/redeem', { token, password: PASSWORD }).expect(410);
    await post(`/v1/agents/${agent.id}/remove`, owner.accessToken).expect(404);
    const { body } = await get('/v1/agents', owner.accessToken).expect(200);
    expect((body as RouteOutput<'agent.list'>).agents.map(({ id }) => id)).not.toContain(agent.id);
    expect(await noted(owner, 'agent.removed')).toMatchObject({
      target: { name: 'Lin' },
      details: { email: agent.email },
    });

    const again = await invited(owner, 'agent', agent.email);
    const { body: joined } = await accept(again.token).expect(200);
    expect((joined as RouteOutput<'invitation.accept'>).agent.id).not.toBe(agent.id);
  });
});

describe('sessions', () => {
  const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

  async function sessionsOf(token: string): Promise<RouteOutput<'session.list'>['sessions']> {
    return ((await get('/v1/agents/me/sessions', token).expect(200)).body as RouteOutput<'session.list'>).sessions;
  }

  it('are listed with device, address and which one it is, last used first', async () => {
    const { agent } = await team();
    const second = (
      await login(agent)
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
    const { agent } = await team();
    const { headers, body } = await login(agent).expect(200);
    const [cookie = ''] = String(headers['set-cookie']).split(';');
    await open('/v1/auth/refresh', {}).set('Cookie', cookie).set('User-Agent', FIREFOX).expect(200);
    const [newest] = await sessionsOf((body as RouteOutput<'auth.login'>).accessToken);
    expect(newest).toMatchObject({ device: 'Firefox on Linux', isCurrent: true });
  });

  it('are ended one by one, by their owner alone', async () => {
    const { owner, agent, supervisor } = await team();
    const other = (await login(agent).expect(200)).body as RouteOutput<'auth.login'>;
    const ended = (await sessionsOf(agent.accessToken)).find(({ isCurrent }) => !isCurrent);
    const path = `/v1/agents/me/sessions/${ended?.id}/end`;
    await post(path, supervisor.accessToken).expect(404);
    await get('/v1/agents/me', other.accessToken, 1).expect(200);
    await post(path, agent.accessToken).expect(204);
    await get('/v1/agents/me', other.accessToken, 1).expect(401);
    await post(path, agent.accessToken).expect(404);
    await get('/v1/agents/me', agent.accessToken, 1).expect(200);
    expect(await noted(owner, 'session.ended')).toMatchObject({
      actor: { name: 'Lin' },
      details: { sessionId: ended?.id, reason: 'ended' },
    });
  });

  it('are ended all but this one', async () => {
    const { agent } = await team();
    const others = await Promise.all([login(agent), login(agent)]);
    await post('/v1/agents/me/sessions/end-others', agent.accessToken).expect(204);
    expect(await sessionsOf(agent.accessToken)).toMatchObject([{ isCurrent: true }]);
    for (const { body } of others)
      await get('/v1/agents/me', (body as RouteOutput<'auth.login'>).accessToken).expect(401);
  });

  it('of somebody are seen and ended by an admin: one, or all', async () => {
    const { admin, agent } = await team();
    const other = (await login(agent).expect(200)).body as RouteOutput<'auth.login'>;
    const { body } = await get(`/v1/agents/${agent.id}/sessions`, admin.accessToken).expect(200);
    const { sessions } = body as RouteOutput<'agent.sessions'>;
    expect(sessions.map(({ isCurrent }) => isCurrent)).toEqual([false, false]);
    const end = (input: object) => post(`/v1/agents/${agent.id}/sessions/end`, admin.accessToken, input);
    await end({ sessionId: sessions[0]?.id }).expect(204);
    await end({ sessionId: sessions[0]?.id }).expect(404);
    await get('/v1/agents/me', other.accessToken).expect(401);
    await get('/v1/agents/me', agent.accessToken).expect(200);
    await end({}).expect(204);
    await get('/v1/agents/me', agent.accessToken).expect(401);
  });
});

describe('the audit log', () => {
  it('tells who signed in and out, how, and from where, newest first', async () => {
    const { owner, agent } = await team();
    const { headers } = await login(agent).expect(200);
    const [cookie = ''] = String(headers['set-cookie']).split(';');
    await open('/v1/auth/logout', {}).set('Cookie', cookie).expect(204);
    const { entries } = await audit(owner, { actorId: agent.id });
    expect(entries.map(({ action }) => action)).toEqual(['session.ended', 'session.started', 'session.started']);
    expect(entries[0]).toMatchObject({ address: '127.0.0.1', details: { reason: 'logout' } });
    expect(entries[1]).toMatchObject({
      actor: { kind: 'agent', id: agent.id, name: 'Lin' },
      target: { kind: 'agent', id: agent.id, name: 'Lin' },
      details: { method: 'password' },
    });
  });

  it('is read in pages whose cursor keeps the filter, while more is written', async () => {
    const { workspace, owner } = await team();
    const first = await audit(owner, { action: 'session.started', limit: 2 });
    expect(first.entries).toHaveLength(2);
    await cluster.agent(workspace, 'Late');
    await invited(owner);
    const second = await audit(owner, { cursor: first.nextCursor ?? '', action: 'agent.invited', limit: 2 });
    const seen = [...first.entries, ...second.entries];
    expect(seen.map(({ action }) => action)).toEqual(Array<string>(4).fill('session.started'));
    expect(new Set(seen.map(({ actor }) => actor.name))).toEqual(new Set(['Olga', 'Adam', 'Sue', 'Lin']));
    expect(second.nextCursor).toBeNull();
    await get('/v1/audit-entries', owner.accessToken).query({ cursor: 'garbage' }).expect(400);
  });

  it('is for admins and keys with its scope, each of their own workspace', async () => {
    const { workspace, admin, supervisor } = await team();
    await get('/v1/audit-entries', supervisor.accessToken).expect(403);
    const key = await cluster.apiKey(workspace, ['audit:read']);
    const { body } = await get('/v1/audit-entries', key).query({ limit: 100 }).expect(200);
    const { entries } = body as RouteOutput<'audit.list'>;
    expect(entries).toEqual((await audit(admin, { limit: 100 })).entries);
    const { rows } = await cluster.pool.query('SELECT id FROM audit_entries WHERE workspace_id <> $1', [
      workspace.workspaceId,
    ]);
    const foreign = new Set(rows.map(({ id }: { id: string }) => id));
    expect(foreign.size).toBeGreaterThan(0);
    expect(entries.filter(({ id }) => foreign.has(id))).toEqual([]);
  });

  it('holds no secret of anybody', async () => {
    const { workspace, owner, agent } = await team();
    const { token } = await invited(owner);
    await accept(token).expect(200);
    const { body } = await post(`/v1/agents/${agent.id}/password-reset`, owner.accessToken).expect(200);
    const { rows } = await cluster.pool.query('SELECT * FROM audit_entries WHERE workspace_id = $1', [
      workspace.workspaceId,
    ]);
    const written = JSON.stringify(rows);
    const links = [token, tokenOf((body as RouteOutput<'agent.resetPassword'>).url)];
    for (const secret of [PASSWORD, agent.password, ...links.map((link) => link.split('.')[1] ?? '')]) {
      expect(written).not.toContain(secret);
    }
  });
});
