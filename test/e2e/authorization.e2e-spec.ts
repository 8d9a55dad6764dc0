import request from 'supertest';

import { newId } from '#common';
import { COMMANDS, POLICY, ROLES, ROUTES, SCOPES, isAllowed } from '#contracts';
import type { Claimant, CommandName, Problem, RouteName } from '#contracts';
import { Cluster, TestSocket } from '#testing';
import type { OpenConversation, Participant } from '#testing';

/** One workspace with somebody of every kind in it, and one of everything that an id can name. */
interface World {
  open: OpenConversation;
  staff: Record<(typeof ROLES)[number], Participant>;
  stranger: Participant;
  keys: Record<string, string>;
  ids: Record<string, string>;
}

let cluster: Cluster;
let home: World;
let abroad: World;
/** Filled in `beforeAll`: the doors as they describe themselves. */
let described: RouteName[];

beforeAll(async () => {
  cluster = await Cluster.start({ api: 2, realtime: 2 });
  [home, abroad] = await Promise.all([aWorld(), aWorld()]);
  const { body } = await request(cluster.url).get('/v1/openapi.json').expect(200);
  const paths = Object.values((body as { paths: Record<string, Record<string, { operationId: string }>> }).paths);
  described = paths.flatMap((path) => Object.values(path).map(({ operationId }) => operationId as RouteName));
}, 60_000);
afterAll(() => cluster.stop());

const bearer = { type: 'bearer' } as const;
const routes = Object.keys(ROUTES) as RouteName[];
const commands = Object.keys(COMMANDS) as CommandName[];

async function aWorld(): Promise<World> {
  const open = await cluster.openConversation();
  const { workspace, people, conversationId } = open;
  const staff = Object.fromEntries(
    await Promise.all(ROLES.map(async (role) => [role, await cluster.agent(workspace, `The ${role}`, role)])),
  ) as World['staff'];
  const keys = Object.fromEntries(
    await Promise.all(SCOPES.map(async (scope) => [scope, await cluster.apiKey(workspace, [scope])])),
  ) as World['keys'];
  const post = async (path: string, body: object): Promise<Record<string, { id: string }> & { id: string }> => {
    const calling = request(cluster.url).post(path).auth(staff.owner.accessToken, bearer);
    return (await calling.send(body).expect(201)).body as Record<string, { id: string }> & { id: string };
  };
  const victim = await cluster.visitor(workspace);
  const ids = {
    conversationId,
    agentId: people.agent.id,
    siteId: workspace.siteId,
    visitorId: victim.id,
    invitationId:
      (await post('/v1/invitations', { email: `${newId()}@acme.test`, role: 'agent' })).invitation?.id ?? '',
    banId: (await post('/v1/bans', { address: '203.0.113.0/24' })).id,
    apiKeyId: (await post('/v1/api-keys', { name: 'A key', scopes: ['audit:read'] })).apiKey?.id ?? '',
    sessionId: await sessionOf(people.agent),
  };
  return { open, staff, stranger: await cluster.visitor(workspace), keys, ids };
}

async function sessionOf({ accessToken }: Participant): Promise<string> {
  const { body } = await request(cluster.url).get('/v1/agents/me/sessions').auth(accessToken, bearer).expect(200);
  return (body as { sessions: { id: string }[] }).sessions[0]?.id ?? '';
}

/** Everybody who may stand at a door, as the policy sees them, and what they show. */
function everybody({ open, staff, keys }: World): { who: string; claim: Claimant; token: string }[] {
  return [
    { who: 'a visitor', claim: { kind: 'visitor' as const }, token: open.people.visitor.accessToken },
    ...ROLES.map((role) => ({
      who: `an agent who is ${role}`,
      claim: { kind: 'agent' as const, role },
      token: staff[role].accessToken,
    })),
    ...SCOPES.map((scope) => ({
      who: `a key for ${scope}`,
      claim: { kind: 'integration' as const, scopes: [scope] },
      token: keys[scope] ?? '',
    })),
  ];
}

function call(name: RouteName, ids: Record<string, string>, input: object): request.Test {
  const { method } = ROUTES[name];
  const path = ROUTES[name].path.replaceAll(/:(\w+)/g, (_, field: string) => ids[field] ?? newId());
  const http = request(cluster.url);
  return method === 'GET' ? http.get(path).query(input) : http.post(path).send(input);
}

const codeOf = (answer: request.Response) => (answer.body as Partial<Problem>).code ?? String(answer.status);

it('the doors describe every route of the contracts, and each route and command has its row in the policy', () => {
  expect(described.toSorted()).toEqual(routes.toSorted());
  expect(Object.keys(POLICY).toSorted()).toEqual([...new Set([...routes, ...commands])].toSorted());
  for (const name of routes) expect([name, 'isOpen' in ROUTES[name]]).toEqual([name, 'anyone' in POLICY[name]]);
});

describe.each(routes.filter((name) => !('anyone' in POLICY[name])))('the route %s', (name) => {
  /** Refused after the policy has let it through, and before anything happens. */
  const harmless = { surprise: 'x' };

  it('lets in those whom the policy names, and nobody else', async () => {
    const answers = everybody(home).map(async ({ who, claim, token }) => {
      const code = codeOf(await call(name, home.ids, harmless).auth(token, bearer));
      return [who, code, isAllowed(name, claim) ? 'invalid_request' : 'forbidden'] as const;
    });
    for (const [who, code, expected] of await Promise.all(answers)) expect([who, code]).toEqual([who, expected]);
  });

  it.each([
    ['nothing', undefined],
    ['a token that is none', 'Bearer not.a.token'],
    ['an empty token', 'Bearer '],
    ['a key that is none', `Bearer parley_${newId()}.x`],
    ['a password', `Basic ${Buffer.from('a:b').toString('base64')}`],
  ])('does not let in somebody who shows %s', async (_, authorization) => {
    const calling = call(name, home.ids, harmless);
    const answer = await (authorization ? calling.set('Authorization', authorization) : calling);
    expect([answer.status, codeOf(answer)]).toEqual([401, 'unauthenticated']);
  });
});

const INPUTS: Partial<Record<RouteName, object>> = {
  'conversation.get': {},
  'conversation.events': {},
  'conversation.transcript': {},
  'conversation.assign': { clientId: newId(), assigneeId: null },
  'conversation.close': { clientId: newId() },
  'conversation.reopen': { clientId: newId() },
  'message.send': { clientId: newId(), text: 'not mine' },
  'note.add': { clientId: newId(), text: 'not mine' },
  typing: { isTyping: true },
  receipt: { read: 1 },
  'session.end': {},
  'agent.change': { name: 'Mallory' },
  'agent.remove': {},
  'agent.sessions': {},
  'agent.endSessions': {},
  'agent.resetPassword': {},
  'agent.disableTwoFactor': {},
  'invitation.revoke': {},
  'site.change': { name: 'Mine now' },
  'site.renewSecret': {},
  'visitor.ban': {},
  'ban.lift': {},
  'apiKey.rotate': {},
  'apiKey.revoke': {},
};
const naming = routes.filter((name) => ROUTES[name].path.includes(':') && !('anyone' in POLICY[name]));

it('every route that names something is in the list of inputs', () => {
  expect(naming.toSorted()).toEqual(Object.keys(INPUTS).toSorted());
});

describe.each(naming)('the route %s, about something of another workspace', (name) => {
  it('says not_found to all who could otherwise use it, and changes nothing', async () => {
    const before = await contentsOf(home);
    for (const { who, claim, token } of everybody(abroad)) {
      if (!isAllowed(name, claim)) continue;
      const answer = await call(name, home.ids, INPUTS[name] ?? {}).auth(token, bearer);
      expect([who, answer.status, codeOf(answer)]).toEqual([who, 404, 'not_found']);
    }
    expect(await contentsOf(home)).toEqual(before);
  });
});

describe.each(naming.filter((name) => 'visitor' in POLICY[name]))('the route %s', (name) => {
  it("says not_found of another visitor's conversation on the same site", async () => {
    const answer = await call(name, home.ids, INPUTS[name] ?? {}).auth(home.stranger.accessToken, bearer);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
  });
});

const listing = routes.filter(
  (name) => ROUTES[name].method === 'GET' && !ROUTES[name].path.includes(':') && !('anyone' in POLICY[name]),
);

it.each(listing)('the route %s shows nothing of another workspace', async (name) => {
  for (const { who, claim, token } of everybody(abroad)) {
    if (!isAllowed(name, claim)) continue;
    const answer = await call(name, abroad.ids, {}).auth(token, bearer).expect(200);
    const leaked = Object.entries(home.ids).filter(([, id]) => answer.text.includes(id));
    expect([who, leaked]).toEqual([who, []]);
  }
});

describe.each(commands)('the command %s', (name) => {
  it('is taken from those whom the policy names, and from nobody else', async () => {
    for (const role of ROLES) {
      const socket = await home.staff[role].connect();
      const answer = await socket.sendRaw(name, { surprise: 'x' });
      const expected = isAllowed(name, { kind: 'agent', role }) ? 'invalid_request' : 'forbidden';
      expect([role, answer.ok || answer.error.code]).toEqual([role, expected]);
      socket.close();
    }
    const answer = await home.open.visitor.sendRaw(name, { surprise: 'x' });
    const expected = isAllowed(name, { kind: 'visitor' }) ? 'invalid_request' : 'forbidden';
    expect(answer).toMatchObject({ ok: false, error: { code: expected } });
  });
});

describe('a socket', () => {
  it.each(['visitor', 'agent'] as const)('of /%s is not opened for nobody', async (kind) => {
    const url = cluster.realtime[0]?.url ?? '';
    for (const ticket of [undefined, '', 'x', 7, {}, home.open.people[kind].accessToken])
      await expect(TestSocket.connect(url, kind, ticket)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('is opened for its own audience alone', async () => {
    const url = cluster.realtime[0]?.url ?? '';
    const { visitor, agent } = home.open.people;
    const connecting = async (kind: 'visitor' | 'agent', { accessToken }: Participant) =>
      TestSocket.connect(url, kind, await cluster.ticket(accessToken));
    await expect(connecting('agent', visitor)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(connecting('visitor', agent)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

/** What of a workspace others must not have touched. */
async function contentsOf({ open }: World): Promise<unknown> {
  const { workspaceId } = open.workspace;
  const { prisma } = cluster;
  const where = { workspaceId };
  const orderBy = { id: 'asc' } as const;
  return {
    agents: await prisma.agent.findMany({ where, orderBy }),
    sites: await prisma.site.findMany({ where, orderBy }),
    invitations: await prisma.invitation.findMany({ where, orderBy }),
    bans: await prisma.ban.findMany({ where, orderBy }),
    keys: await prisma.apiKey.findMany({ where, orderBy, omit: { lastUsedAt: true } }),
    conversations: await prisma.conversation.findMany({ where, orderBy }),
    ended: await prisma.agentSession.count({ where: { ...where, endedAt: { not: null } } }),
  };
}
