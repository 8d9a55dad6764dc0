import request from 'supertest';

import { newId } from '#common';
import type { RouteOutput } from '#contracts';

import { Office, PASSWORD, PUBLIC_URL, codes, countCodes, tokenOf } from './agents/office.ts';

let office: Office;
beforeAll(async () => {
  office = await Office.open();
});
afterAll(() => office.close());

describe('an invitation', () => {
  it('is mailed, says what it is for, and makes an agent who is signed in', async () => {
    const { admin } = await office.team();
    const { email, url, isMailed, token } = await office.invite(admin, 'supervisor', `Nina.${newId()}@Acme.test`);
    expect(isMailed).toBe(true);
    expect(url).toBe(`${PUBLIC_URL}/console/invitation#${token}`);
    const mail = await office.mails.next(email.toLowerCase());
    expect(mail.content).toContain(url);
    expect(mail.content).toContain('Adam invites you');
    const { body: told } = await office.ask('/v1/invitations/read', { token }).expect(200);
    expect(told).toEqual({ email: email.toLowerCase(), workspaceName: 'Acme', role: 'supervisor' });

    const { body, headers } = await office.accept(token).expect(200);

    const session = body as RouteOutput<'invitation.accept'>;
    expect(session.agent).toMatchObject({ name: 'Nina New', email: email.toLowerCase(), role: 'supervisor' });
    await office.get('/v1/agents/me', session.accessToken, 1).expect(200);
    const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
    await office.ask('/v1/auth/refresh', {}).set('Cookie', cookie).expect(200);
    await office.ask('/v1/auth/login', { email, password: PASSWORD }).expect(200);
    expect(await office.noted(admin, 'agent.joined')).toMatchObject({
      actor: { name: 'Nina New' },
      details: { role: 'supervisor' },
    });
  });

  it('works once, however many accept it on both instances at the same time', async () => {
    const { owner } = await office.team();
    const { token } = await office.invite(owner);
    const answers = await Promise.all([0, 1, 0, 1, 0, 1].map((instance) => office.accept(token, instance)));
    expect(countCodes(answers)).toEqual({ link_expired: 5, none: 1 });
    await office.ask('/v1/invitations/read', { token }).expect(410);
  });

  it('takes the place of the one before for the same address, even when many are made at once on both instances', async () => {
    const { owner } = await office.team();
    const email = `${newId()}@acme.test`;
    const invite = (address: string, instance: number) =>
      office.post('/v1/invitations', owner.accessToken, { email: address, role: 'agent' }, instance).expect(201);
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, index) => invite(index < 5 ? email : email.toUpperCase(), index % 2)),
    );
    const { body } = await office.get('/v1/invitations', owner.accessToken).expect(200);
    expect((body as RouteOutput<'invitation.list'>).invitations).toHaveLength(1);
    const tokens = made.map(({ body: each }) => tokenOf((each as RouteOutput<'invitation.create'>).url));
    const reads = await Promise.all(tokens.map((token) => office.ask('/v1/invitations/read', { token })));
    expect(countCodes(reads)).toEqual({ link_expired: 9, none: 1 });
  });

  it('is refused for the address of an agent, of whatever workspace', async () => {
    const [here, there] = [await office.team(), await office.team()];
    const { email } = there.agent;
    const { body } = await office.post('/v1/invitations', here.owner.accessToken, { email, role: 'agent' }).expect(409);
    expect(body).toMatchObject({ code: 'already_exists' });
  });

  it('makes somebody an agent of one workspace only, when two have invited them', async () => {
    const [here, there] = [await office.team(), await office.team()];
    const first = await office.invite(here.owner);
    const second = await office.invite(there.owner, 'agent', first.email);
    const answers = await Promise.all([office.accept(first.token, 0), office.accept(second.token, 1)]);
    expect(countCodes(answers)).toEqual({ already_exists: 1, none: 1 });
  });

  it('ends when it is revoked, or too old, and gives nothing away about a wrong secret', async () => {
    const { admin, agent } = await office.team();
    const [revoked, old, good] = [await office.invite(admin), await office.invite(admin), await office.invite(admin)];
    await office.post(`/v1/invitations/${revoked.id}/revoke`, agent.accessToken).expect(403);
    await office.post(`/v1/invitations/${revoked.id}/revoke`, admin.accessToken).expect(204);
    await office.post(`/v1/invitations/${revoked.id}/revoke`, admin.accessToken).expect(404);
    await office.cluster.pool.query('UPDATE invitations SET expires_at = now() WHERE id = $1', [old.id]);
    const tokens = [revoked.token, old.token, `${good.token}x`, `${newId()}.${good.token.split('.')[1]}`, 'garbage'];
    const answers = await Promise.all(tokens.map((token) => office.accept(token)));
    expect(codes(answers)).toEqual(Array<string>(5).fill('link_expired'));
    await office.ask('/v1/invitations/read', { token: good.token }).expect(200);
    expect(await office.noted(admin, 'invitation.revoked')).toMatchObject({ target: { name: revoked.email } });
  });

  it('stays good after a password that is too easy', async () => {
    const { owner } = await office.team();
    const { token } = await office.invite(owner);
    const { body } = await office.accept(token, 0, 'password12345').expect(422);
    expect(body).toMatchObject({ code: 'weak_password', details: [{ path: 'password' }] });
    await office.accept(token).expect(200);
  });

  it('is handed over when the mail server is down', async () => {
    const { owner } = await office.team();
    const unlucky = await office.cluster.startProcess('api', { PARLEY_SMTP_URL: 'smtp://127.0.0.1:9' });
    const asking = request(unlucky.url).post('/v1/invitations').auth(owner.accessToken, { type: 'bearer' });
    const { body } = await asking.send({ email: `${newId()}@acme.test`, role: 'agent' }).expect(201);
    await unlucky.stop();
    const { isMailed, url } = body as RouteOutput<'invitation.create'>;
    expect(isMailed).toBe(false);
    await office.accept(tokenOf(url)).expect(200);
  });
});

describe('an invitation by a program', () => {
  it('is mailed, and its link is shown to nobody else', async () => {
    const { workspace } = await office.team();
    const key = await office.cluster.apiKey(workspace, ['agents:write']);
    const email = `${newId()}@acme.test`;
    const { body } = await office.post('/v1/invitations', key, { email, role: 'agent' }).expect(201);
    expect(body).toMatchObject({ url: null, isMailed: true, invitation: { email, invitedBy: 'A program' } });
    const { content } = await office.mails.next(email);
    const token = /\/console\/invitation#([\w.-]+)\n/.exec(content)?.[1] ?? '';
    expect(JSON.stringify(body)).not.toContain(token.split('.')[1]);
    await office.accept(token).expect(200);
  });

  it('is refused where nothing can be mailed', async () => {
    const { workspace, owner } = await office.team();
    const key = await office.cluster.apiKey(workspace, ['agents:write']);
    const settings = { PARLEY_SMTP_URL: '', PARLEY_MAIL_FROM: '' };
    const laptop = await office.cluster.startProcess('api', settings);
    const asking = request(laptop.url).post('/v1/invitations').auth(key, { type: 'bearer' });
    const answer = await asking.send({ email: `${newId()}@acme.test`, role: 'agent' });
    await laptop.stop();
    expect(codes([answer])).toEqual(['forbidden']);
    const { body } = await office.get('/v1/invitations', owner.accessToken).expect(200);
    expect(body).toEqual({ invitations: [] });
  });
});
