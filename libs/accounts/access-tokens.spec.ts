import { SignJWT } from 'jose';

import type { AgentActor, VisitorActor } from '#common';
import { newId } from '#common';
import { readServerSettings } from '#config';

import { AccessTokens } from './access-tokens.ts';

const SECRET = 's'.repeat(32);
const config = readServerSettings({}).toConfig({ databaseUrl: 'postgresql://localhost/x', secret: SECRET });
const tokens = new AccessTokens(config);
const ids = { id: newId(), workspaceId: newId(), sessionId: newId() };
const agent: AgentActor = { ...ids, kind: 'agent', name: 'Ada', role: 'admin' };
const visitor: VisitorActor = { ...ids, kind: 'visitor', name: null, siteId: newId() };

function signed(claims: object, expires: number, key = SECRET): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(ids.id)
    .setAudience('parley:access')
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(key));
}

describe('AccessTokens', () => {
  it.each([agent, visitor])('gives back who it was issued for', async (actor) => {
    const { token } = await tokens.issue(actor, 'access');
    expect(await tokens.verify(token, 'access')).toEqual(actor);
  });

  it('does not take a ticket for an access token', async () => {
    const { token } = await tokens.issue(agent, 'ticket');
    await expect(tokens.verify(token, 'access')).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('says token_expired for one of ours that is too old, so that the client fetches another', async () => {
    const token = await signed(agent, 1);
    await expect(tokens.verify(token, 'access')).rejects.toMatchObject({ code: 'token_expired' });
  });

  it('refuses one that was signed with another secret', async () => {
    const token = await signed(agent, Date.now(), 'x'.repeat(32));
    await expect(tokens.verify(token, 'access')).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('refuses one whose claims are not ours', async () => {
    const token = await signed({ kind: 'agent', role: 'emperor' }, Date.now());
    await expect(tokens.verify(token, 'access')).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it.each([undefined, null, 7, '', 'a.b.c', { token: 1 }])('refuses what is no token: %p', async (token) => {
    await expect(tokens.verify(token, 'access')).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
