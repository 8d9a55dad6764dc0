import type { RouteOutput } from '#contracts';

import { Office, PASSWORD, tokenOf } from './agents/office.ts';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

describe('the audit log', () => {
  it('tells who signed in and out, how, and from where, newest first', async () => {
    const { owner, agent } = await office.team();
    const { headers } = await office.login(agent).expect(200);
    const [cookie = ''] = String(headers['set-cookie']).split(';');
    await office.ask('/v1/auth/logout', {}).set('Cookie', cookie).expect(204);
    const { entries } = await office.audit(owner, { actorId: agent.id });
    expect(entries.map(({ action }) => action)).toEqual(['session.ended', 'session.started', 'session.started']);
    expect(entries[0]).toMatchObject({ address: '127.0.0.1', details: { reason: 'logout' } });
    expect(entries[1]).toMatchObject({
      actor: { kind: 'agent', id: agent.id, name: 'Lin' },
      target: { kind: 'agent', id: agent.id, name: 'Lin' },
      details: { method: 'password' },
    });
  });

  it('is read in pages whose cursor keeps the filter, while more is written', async () => {
    const { workspace, owner } = await office.team();
    const first = await office.audit(owner, { action: 'session.started', limit: 2 });
    expect(first.entries).toHaveLength(2);
    await office.cluster.agent(workspace, 'Late');
    await office.invite(owner);
    const second = await office.audit(owner, { cursor: first.nextCursor ?? '', action: 'agent.invited', limit: 2 });
    const seen = [...first.entries, ...second.entries];
    expect(seen.map(({ action }) => action)).toEqual(Array<string>(4).fill('session.started'));
    expect(new Set(seen.map(({ actor }) => actor.name))).toEqual(new Set(['Olga', 'Adam', 'Sue', 'Lin']));
    expect(second.nextCursor).toBeNull();
    await office.get('/v1/audit-entries', owner.accessToken).query({ cursor: 'garbage' }).expect(400);
  });

  it('is for admins and keys with its scope, each of their own workspace', async () => {
    const { workspace, admin, supervisor } = await office.team();
    await office.get('/v1/audit-entries', supervisor.accessToken).expect(403);
    const key = await office.cluster.apiKey(workspace, ['audit:read']);
    const { body } = await office.get('/v1/audit-entries', key).query({ limit: 100 }).expect(200);
    const { entries } = body as RouteOutput<'audit.list'>;
    expect(entries).toEqual((await office.audit(admin, { limit: 100 })).entries);
    const { rows } = await office.cluster.pool.query('SELECT id FROM audit_entries WHERE workspace_id <> $1', [
      workspace.workspaceId,
    ]);
    const foreign = new Set(rows.map(({ id }: { id: string }) => id));
    expect(foreign.size).toBeGreaterThan(0);
    expect(entries.filter(({ id }) => foreign.has(id))).toEqual([]);
  });

  it('holds no secret of anybody', async () => {
    const { workspace, owner, agent } = await office.team();
    const { token } = await office.invite(owner);
    await office.accept(token).expect(200);
    const { body } = await office.post(`/v1/agents/${agent.id}/password-reset`, owner.accessToken).expect(200);
    const { rows } = await office.cluster.pool.query('SELECT * FROM audit_entries WHERE workspace_id = $1', [
      workspace.workspaceId,
    ]);
    const written = JSON.stringify(rows);
    const links = [token, tokenOf((body as RouteOutput<'agent.resetPassword'>).url)];
    for (const secret of [PASSWORD, agent.password, ...links.map((link) => link.split('.')[1] ?? '')]) {
      expect(written).not.toContain(secret);
    }
  });
});
