import request from 'supertest';

import { newId } from '#common';
import type { AuditAction, RouteOutput } from '#contracts';
import type { TestWorkspace } from '#testing';

import { Office, PASSWORD, codes, countCodes, tokenOf } from './agents/office.ts';
import type { Agent } from './agents/office.ts';

let office: Office;
let workspace: TestWorkspace;
beforeAll(async () => {
  office = await Office.open();
  workspace = await office.cluster.workspace();
});
afterAll(() => office.close());

const redeem = (token: string, instance = 0, password = PASSWORD) =>
  office.ask('/v1/auth/password-resets/redeem', { token, password }, instance);

async function actions(agent: Agent): Promise<string[]> {
  const { rows } = await office.cluster.pool.query<{ action: AuditAction; actor_kind: string }>(
    'SELECT action, actor_kind FROM audit_entries WHERE target_id = $1 ORDER BY id',
    [agent.id],
  );
  return rows.map(({ action, actor_kind: kind }) => `${action} by ${kind}`);
}

/** What the link in the next mail to somebody ends with. */
async function mailedToken({ email }: Agent): Promise<string> {
  const { content } = await office.mails.next(email);
  return /https:\/\/chat\.acme\.test\/console\/new-password#([\w.-]+)\n/.exec(content)?.[1] ?? '';
}

async function handedToken(agent: Agent, by?: Agent): Promise<string> {
  const admin = by ?? (await office.cluster.agent(workspace, 'Adam', 'admin'));
  const { body } = await office.post(`/v1/agents/${agent.id}/password-reset`, admin.accessToken).expect(200);
  return tokenOf((body as RouteOutput<'agent.resetPassword'>).url);
}

describe('changing the password', () => {
  const change = (agent: Agent, body: object) => office.post('/v1/agents/me/password', agent.accessToken, body);

  it('needs the current one, and ends the other sessions but not this one', async () => {
    const agent = await office.cluster.agent(workspace);
    const other = (await office.login(agent, 1).expect(200)).body as RouteOutput<'auth.login'>;
    const wrong = await Promise.all([
      change(agent, { currentPassword: 'wrong', newPassword: PASSWORD }),
      change(agent, { newPassword: PASSWORD }),
    ]);
    expect(codes(wrong)).toEqual(['invalid_credentials', 'invalid_credentials']);

    await change(agent, { currentPassword: agent.password, newPassword: PASSWORD }).expect(204);

    await office.get('/v1/agents/me', agent.accessToken, 1).expect(200);
    await office.get('/v1/agents/me', other.accessToken, 1).expect(401);
    await office.login(agent, 1).expect(401);
    await office.login({ email: agent.email, password: PASSWORD }, 1).expect(200);
    expect(await actions(agent)).toContain('password.changed by agent');
  });

  it('refuses one that is short, common, or made of names, and says why', async () => {
    const agent = await office.cluster.agent(workspace, 'Ada Lovelace');
    const attempt = (newPassword: string) => change(agent, { currentPassword: agent.password, newPassword });
    await attempt('k8Jq2Zp').expect(400);
    expect((await attempt('iloveyou1234').expect(422)).body).toMatchObject({
      code: 'weak_password',
      details: [{ path: 'newPassword', message: expect.stringContaining('leaked') }],
    });
    expect((await attempt('lovelace2024').expect(422)).body).toMatchObject({
      details: [{ message: expect.stringContaining('your name') }],
    });
    await office.login(agent, 1).expect(200);
  });

  it('opens no way in for somebody who signs in elsewhere and has none: a link sets the first one', async () => {
    const agent = await office.cluster.agent(workspace);
    await office.cluster.pool.query('UPDATE agents SET password_hash = NULL WHERE id = $1', [agent.id]);
    await office.login(agent, 1).expect(401);
    for (const currentPassword of [undefined, agent.password]) {
      const answer = await change(agent, { currentPassword, newPassword: PASSWORD }).expect(403);
      expect(codes([answer])).toEqual(['forbidden']);
    }
    await office.login({ email: agent.email, password: PASSWORD }, 1).expect(401);
    await redeem(await handedToken(agent)).expect(204);
    await office.login({ email: agent.email, password: PASSWORD }, 1).expect(200);
  });

  it('leaves no session behind of whoever signs in with the old one at that very moment', async () => {
    const agent = await office.cluster.agent(workspace);
    const [, ...logins] = await Promise.all([
      change(agent, { currentPassword: agent.password, newPassword: PASSWORD }).expect(204),
      ...Array.from({ length: 8 }, () => office.login(agent, 1)),
    ]);
    const tokens = logins.map(({ body }) => (body as RouteOutput<'auth.login'>).accessToken).filter(Boolean);
    for (const token of tokens) await office.get('/v1/agents/me', token).expect(401);
    const { body } = await office.get('/v1/agents/me/sessions', agent.accessToken).expect(200);
    expect((body as RouteOutput<'session.list'>).sessions).toMatchObject([{ isCurrent: true }]);
  });
});

describe('a forgotten password', () => {
  const forgot = (email: string) => office.ask('/v1/auth/password-resets', { email }).expect(204);

  it('is set anew by a mailed link, once, and ends every session', async () => {
    const agent = await office.cluster.agent(workspace);
    await forgot(agent.email.toUpperCase());
    const token = await mailedToken(agent);
    await redeem(token, 1).expect(204);
    await office.get('/v1/agents/me', agent.accessToken).expect(401);
    await office.login(agent, 1).expect(401);
    await office.login({ email: agent.email, password: PASSWORD }, 1).expect(200);
    expect(codes([await redeem(token)])).toEqual(['link_expired']);
    expect(await actions(agent)).toEqual([
      'session.started by agent',
      'password.reset_requested by system',
      'password.reset by agent',
      'session.ended by agent',
      'session.started by agent',
    ]);
  });

  it('gets the same answer whether there is such an agent or not, and no mail for nobody', async () => {
    const agent = await office.cluster.agent(workspace);
    const removed = await office.cluster.agent(workspace);
    await office.cluster.pool.query('UPDATE agents SET removed_at = now() WHERE id = $1', [removed.id]);
    const answers = [await forgot(`${newId()}@nowhere.test`), await forgot(removed.email), await forgot(agent.email)];
    const told = answers.map(({ status, text, headers }) => [status, text, Object.keys(headers)]);
    expect(told[0]).toEqual(told[2]);
    expect(told[1]).toEqual(told[2]);
    await mailedToken(agent);
    expect(await actions(removed)).toEqual(['session.started by agent']);
  });

  it('is answered before the mail server is asked, and mailed even by an instance that is told to stop', async () => {
    const agent = await office.cluster.agent(workspace);
    const leaving = await office.cluster.startProcess('api', {});
    await request(leaving.url).post('/v1/auth/password-resets').send({ email: agent.email }).expect(204);
    await leaving.stop();
    await redeem(await mailedToken(agent)).expect(204);
  });

  it('counts the newest link alone, and none after the password was changed', async () => {
    const agent = await office.cluster.agent(workspace);
    const [first, second] = [await handedToken(agent), await handedToken(agent)];
    await redeem(first).expect(410);
    await office
      .post('/v1/agents/me/password', agent.accessToken, {
        currentPassword: agent.password,
        newPassword: PASSWORD,
      })
      .expect(204);
    await redeem(second).expect(410);
  });

  it('lets one of many in who redeem a link on both instances at once', async () => {
    const agent = await office.cluster.agent(workspace);
    const token = await handedToken(agent);
    const answers = await Promise.all([0, 1, 0, 1, 0, 1].map((instance) => redeem(token, instance)));
    expect(countCodes(answers)).toEqual({ link_expired: 5, none: 1 });
  });

  it('takes no link that is too old, tampered with, or of another kind; a weak password uses none up', async () => {
    const agent = await office.cluster.agent(workspace);
    const token = await handedToken(agent);
    const answers = await Promise.all([redeem(`${token}x`), redeem(`${newId()}.${token.split('.')[1]}`), redeem('x')]);
    expect(codes(answers)).toEqual(Array<string>(3).fill('link_expired'));
    await redeem(token, 0, 'iloveyou1234').expect(422);
    await office.cluster.pool.query('UPDATE password_resets SET expires_at = now() WHERE agent_id = $1', [agent.id]);
    await redeem(token).expect(410);
  });
});

describe('a link that is handed over', () => {
  it('is for others alone: for oneself the current password is asked', async () => {
    const owner = await office.cluster.agent(workspace, 'Olga', 'owner');
    const answer = await office.post(`/v1/agents/${owner.id}/password-reset`, owner.accessToken);
    expect([answer.status, ...codes([answer])]).toEqual([403, 'forbidden']);
    expect(await office.cluster.prisma.passwordReset.count({ where: { agentId: owner.id } })).toBe(0);
  });

  it('leaves the name of who drew it beside what was done with it, and a mailed one none', async () => {
    const [agent, admin] = [
      await office.cluster.agent(workspace),
      await office.cluster.agent(workspace, 'Adam', 'admin'),
    ];
    const details = async () => {
      const where = { targetId: agent.id, action: 'password.reset' };
      return (await office.cluster.prisma.auditEntry.findFirst({ where, orderBy: { id: 'desc' } }))?.details;
    };
    await redeem(await handedToken(agent, admin)).expect(204);
    expect(await details()).toEqual({ issuedBy: 'Adam', issuedById: admin.id });
    await office.ask('/v1/auth/password-resets', { email: agent.email }).expect(204);
    await redeem(await mailedToken(agent)).expect(204);
    expect(await details()).toEqual({});
  });
});

describe('without a mail server', () => {
  it('forgetting the password is answered the same, and an admin hands over a link of the address that was asked', async () => {
    const agent = await office.cluster.agent(workspace);
    const admin = await office.cluster.agent(workspace, 'Adam', 'admin');
    const laptop = await office.cluster.startProcess('api', {
      PARLEY_SMTP_URL: '',
      PARLEY_MAIL_FROM: '',
      PARLEY_PUBLIC_URL: '',
    });
    await request(laptop.url).post('/v1/auth/password-resets').send({ email: agent.email }).expect(204);
    const asking = request(laptop.url).post(`/v1/agents/${agent.id}/password-reset`);
    const { body } = await asking.auth(admin.accessToken, { type: 'bearer' }).send({}).expect(200);
    await laptop.stop();
    const { url } = body as RouteOutput<'agent.resetPassword'>;
    expect(url).toMatch(new RegExp(`^${laptop.url}/console/new-password#`));
    expect(await actions(agent)).toEqual(['session.started by agent', 'password.reset_requested by agent']);
  });
});

describe('hashing', () => {
  it('serves a crowd that signs in at once, one instance for all, while others are answered', async () => {
    const agent = await office.cluster.agent(workspace);
    const crowd = Array.from({ length: 60 }, () => office.login({ email: agent.email, password: 'wrong' }, 1));
    await office.get('/v1/agents/me', agent.accessToken, 1).expect(200);
    expect(new Set(codes(await Promise.all(crowd)))).toEqual(new Set(['invalid_credentials']));
  });

  it('refuses as overloaded who would have to wait for a hundred others', async () => {
    const crowd = await Promise.all(
      Array.from({ length: 300 }, () => office.login({ email: 'nobody@acme.test', password: 'wrong' }, 1)),
    );
    const refused = crowd.filter(({ status }) => status === 503);
    expect(new Set(codes(refused))).toEqual(new Set(['overloaded']));
    await office.ask('/v1/auth/login', { email: 'nobody@acme.test', password: 'wrong' }, 1).expect(401);
  });
});
