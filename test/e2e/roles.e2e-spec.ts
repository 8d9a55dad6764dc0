import { newId } from '#common';
import type { RouteOutput } from '#contracts';
import { eventually } from '#testing';

import { Office, PASSWORD, codes, countCodes, tokenOf } from './agents/office.ts';
import type { Agent } from './agents/office.ts';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

async function waitingForLocks(): Promise<number> {
  const { rows } = await office.cluster.pool.query<{ count: number }>(
    `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]?.count ?? 0;
}

describe('roles', () => {
  const change = (by: Agent, { id }: Agent, body: object, instance = 0) =>
    office.post(`/v1/agents/${id}`, by.accessToken, body, instance);

  it('are given and taken up to your own, and what changed is written down', async () => {
    const { owner, admin, supervisor, agent } = await office.team();
    expect((await change(admin, agent, { role: 'admin', name: 'Linda' }).expect(200)).body).toMatchObject({
      name: 'Linda',
      role: 'admin',
    });
    const details = { role: { from: 'agent', to: 'admin' }, name: { from: 'Lin', to: 'Linda' } };
    expect(await office.noted(owner, 'agent.changed')).toMatchObject({
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
    const { owner, agent } = await office.team();
    await office.get('/v1/audit-entries', agent.accessToken, 1).expect(403);
    await change(owner, agent, { role: 'admin' }).expect(200);
    await office.get('/v1/audit-entries', agent.accessToken, 1).expect(200);
  });

  it('write nothing down when nothing changes', async () => {
    const { owner, agent } = await office.team();
    await change(owner, agent, { role: 'agent', name: 'Lin' }).expect(200);
    expect(await office.noted(owner, 'agent.changed')).toBeUndefined();
  });

  it('protect those above from everything else as well', async () => {
    const { owner, admin } = await office.team();
    const { accessToken } = admin;
    const refused = await Promise.all([
      office.post(`/v1/agents/${owner.id}/remove`, accessToken),
      office.post(`/v1/agents/${owner.id}/password-reset`, accessToken),
      office.post(`/v1/agents/${owner.id}/sessions/end`, accessToken),
      office.get(`/v1/agents/${owner.id}/sessions`, accessToken),
      office.post('/v1/invitations', accessToken, { email: `${newId()}@acme.test`, role: 'owner' }),
    ]);
    expect(codes(refused)).toEqual(Array<string>(5).fill('forbidden'));
    const { id } = await office.invite(owner, 'owner');
    await office.post(`/v1/invitations/${id}/revoke`, accessToken).expect(403);
  });

  it('leave an API key at agents: it neither gives nor touches more', async () => {
    const { workspace, owner, supervisor, agent } = await office.team();
    const key = await office.cluster.apiKey(workspace, ['agents:write', 'agents:read']);
    const [low, high] = [await office.invite(owner), await office.invite(owner, 'supervisor')];
    await office.post(`/v1/agents/${agent.id}`, key, { name: 'Linda' }).expect(200);
    const refused = await Promise.all([
      office.post(`/v1/agents/${agent.id}`, key, { role: 'supervisor' }),
      office.post(`/v1/agents/${supervisor.id}`, key, { role: 'agent' }),
      office.post(`/v1/agents/${supervisor.id}/remove`, key),
      office.post(`/v1/agents/${supervisor.id}/sessions/end`, key),
      office.post(`/v1/invitations/${high.id}/revoke`, key),
      office.post('/v1/invitations', key, { email: high.email, role: 'agent' }),
      office.post('/v1/invitations', key, { email: `${newId()}@acme.test`, role: 'supervisor' }),
    ]);
    expect(codes(refused)).toEqual(Array<string>(7).fill('forbidden'));
    await office.post(`/v1/invitations/${low.id}/revoke`, key).expect(204);
    await office.post(`/v1/agents/${agent.id}/remove`, key).expect(204);
    await office.get('/v1/agents', key).expect(200);
  });

  it('are judged as they are once the change may be made, not as they were when it was asked for', async () => {
    const { workspace, owner, admin, agent } = await office.team();
    const { workspaceId } = workspace;
    const key = await office.cluster.apiKey(workspace, ['agents:write']);
    const { id: invitationId } = await office.invite(owner);
    const mine = (
      await office.post('/v1/api-keys', admin.accessToken, { name: 'CRM', scopes: ['agents:read'] }).expect(201)
    ).body as RouteOutput<'apiKey.create'>;
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
    const asking = await office.cluster.prisma.$transaction(
      async (tx) => {
        await tx.$queryRaw`SELECT 1 FROM workspaces WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
        const answers = calls.map(async ([path, body], index) => office.post(path, admin.accessToken, body, index % 2));
        const program = office.post(`/v1/agents/${agent.id}/remove`, key).then((answer) => answer);
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
    const workspace = await office.cluster.workspace();
    const owners = await Promise.all(Array.from({ length: 8 }, () => office.cluster.agent(workspace, 'Olga', 'owner')));
    const answers = await Promise.all(
      owners.map((one, index) => {
        const leave = () => office.post(`/v1/agents/${one.id}/remove`, one.accessToken, {}, index % 2);
        return index < 4 ? leave() : change(one, one, { role: 'agent' }, index % 2);
      }),
    );
    expect(countCodes(answers)).toEqual({ last_owner: 1, none: 7 });
    const { rows } = await office.cluster.pool.query(
      `SELECT 1 FROM agents WHERE workspace_id = $1 AND role = 'owner' AND removed_at IS NULL`,
      [workspace.workspaceId],
    );
    expect(rows).toHaveLength(1);
  });

  it('reach nobody of another workspace', async () => {
    const [here, there] = [await office.team(), await office.team()];
    await change(here.owner, there.agent, { role: 'admin' }).expect(404);
    await office.post(`/v1/agents/${there.agent.id}/remove`, here.owner.accessToken).expect(404);
    await office.post(`/v1/agents/${there.agent.id}/sessions/end`, here.owner.accessToken).expect(404);
  });
});

describe('what somebody has given out', () => {
  /** Two invitations, one of them by a program of theirs, a link for another's password, and a key. */
  async function given(by: Agent, to: Agent) {
    const scopes = ['agents:write', 'audit:read'];
    const made = await office.post('/v1/api-keys', by.accessToken, { name: 'CRM', scopes }).expect(201);
    const { secret } = made.body as RouteOutput<'apiKey.create'>;
    const email = `${newId()}@acme.test`;
    await office.post('/v1/invitations', secret, { email, role: 'agent' }).expect(201);
    const { content } = await office.mails.next(email);
    const mailed = /\/console\/invitation#([\w.-]+)\n/.exec(content)?.[1] ?? '';
    const { token } = await office.invite(by);
    const reset = await office.post(`/v1/agents/${to.id}/password-reset`, by.accessToken).expect(200);
    return { secret, token, mailed, reset: tokenOf((reset.body as RouteOutput<'agent.resetPassword'>).url) };
  }

  async function worth({ secret, token, mailed, reset }: Awaited<ReturnType<typeof given>>) {
    const answers = await Promise.all([
      office.get('/v1/audit-entries', secret, 1),
      office.ask('/v1/invitations/read', { token }),
      office.ask('/v1/invitations/read', { token: mailed }),
      office.ask('/v1/auth/password-resets/redeem', { token: reset, password: PASSWORD }),
    ]);
    const [key, invitation, byProgram, link] = answers.map(({ ok }) => ok);
    return { key, invitation, byProgram, link };
  }

  const nothing = { key: false, invitation: false, byProgram: false, link: false };

  it('ends when they are removed, and nothing of anybody else', async () => {
    const { owner, admin, supervisor, agent } = await office.team();
    const theirs = await given(admin, agent);
    const others = await given(owner, supervisor);
    await office.post(`/v1/agents/${admin.id}/remove`, owner.accessToken).expect(204);
    expect(await worth(theirs)).toEqual(nothing);
    expect(await worth(others)).toEqual({ key: true, invitation: true, byProgram: true, link: true });
    const details = { reason: 'agent_removed' };
    expect(await office.noted(owner, 'api_key.revoked')).toMatchObject({ target: { name: 'CRM' }, details });
    const { entries } = await office.audit(owner, { action: 'invitation.revoked' });
    expect(entries).toMatchObject([{ details }, { details }]);
  });

  it('ends when they lower their own role below admin', async () => {
    const { owner, admin, agent } = await office.team();
    const theirs = await given(admin, agent);
    await office.post(`/v1/agents/${admin.id}`, admin.accessToken, { role: 'supervisor' }).expect(200);
    expect(await worth(theirs)).toEqual(nothing);
    expect(await office.noted(owner, 'api_key.revoked')).toMatchObject({ details: { reason: 'role_lowered' } });
  });

  it('ends but for API keys when they stay an admin', async () => {
    const { workspace, owner, agent } = await office.team();
    await office.cluster.agent(workspace, 'Otto', 'owner');
    const theirs = await given(owner, agent);
    await office.post(`/v1/agents/${owner.id}`, owner.accessToken, { role: 'admin' }).expect(200);
    expect(await worth(theirs)).toEqual({ ...nothing, key: true, byProgram: true });
  });

  it('for a new password of somebody ends when that one gets a higher role, and not with another name', async () => {
    const { owner, admin, agent, supervisor } = await office.team();
    const [raised, renamed] = [await given(admin, agent), await given(admin, supervisor)];
    await office.post(`/v1/agents/${agent.id}`, owner.accessToken, { role: 'owner' }).expect(200);
    await office.post(`/v1/agents/${supervisor.id}`, owner.accessToken, { name: 'Susan' }).expect(200);
    expect(await worth(raised)).toMatchObject({ key: true, invitation: true, link: false });
    expect(await worth(renamed)).toMatchObject({ link: true });
  });
});

describe('an agent who is removed', () => {
  it('is out at once and everywhere, and may be invited again', async () => {
    const { owner, agent } = await office.team();
    const [cookie = ''] = String((await office.login(agent).expect(200)).headers['set-cookie']).split(';');
    const reset = await office.post(`/v1/agents/${agent.id}/password-reset`, owner.accessToken).expect(200);

    await office.post(`/v1/agents/${agent.id}/remove`, owner.accessToken).expect(204);

    expect((await office.get('/v1/agents/me', agent.accessToken, 1).expect(401)).body).toMatchObject({
      code: 'session_ended',
    });
    await office.ask('/v1/auth/refresh', {}).set('Cookie', cookie).expect(401);
    await office.login(agent).expect(401);
    const token = tokenOf((reset.body as RouteOutput<'agent.resetPassword'>).url);
    await office.ask('/v1/auth/password-resets/redeem', { token, password: PASSWORD }).expect(410);
    await office.post(`/v1/agents/${agent.id}/remove`, owner.accessToken).expect(404);
    const { body } = await office.get('/v1/agents', owner.accessToken).expect(200);
    expect((body as RouteOutput<'agent.list'>).agents.map(({ id }) => id)).not.toContain(agent.id);
    expect(await office.noted(owner, 'agent.removed')).toMatchObject({
      target: { name: 'Lin' },
      details: { email: agent.email },
    });

    const again = await office.invite(owner, 'agent', agent.email);
    const { body: joined } = await office.accept(again.token).expect(200);
    expect((joined as RouteOutput<'invitation.accept'>).agent.id).not.toBe(agent.id);
  });
});
