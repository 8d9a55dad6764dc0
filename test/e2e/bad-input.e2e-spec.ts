import { once } from 'node:events';
import { connect } from 'node:net';

import request from 'supertest';

import { newId } from '#common';
import { COMMANDS, LIMITS, SOCKET_PATH, isAllowed } from '#contracts';
import type { CommandName, Problem } from '#contracts';
import { Cluster, TestSocket } from '#testing';
import type { OpenConversation } from '#testing';

let cluster: Cluster;
let open: OpenConversation;
beforeAll(async () => {
  cluster = await Cluster.start();
  open = await cluster.openConversation();
});
afterAll(() => cluster.stop());

const sso = {
  issuer: 'https://idp.acme.test',
  clientId: 'parley',
  clientSecret: 'secret',
  domains: ['acme.test'],
  defaultRole: null,
};

/** A valid input of every command, as an agent of the conversation would send it. */
function validInput(name: CommandName, conversationId: string): Record<string, unknown> {
  const inputs: Record<CommandName, Record<string, unknown>> = {
    resume: { conversations: [{ conversationId }] },
    'session.refresh': { ticket: 'none' },
    'conversation.leave': { conversationId },
    'message.send': { conversationId, clientId: newId(), text: 'Hello' },
    'note.add': { conversationId, clientId: newId(), text: 'Hello' },
    typing: { conversationId, isTyping: true },
    receipt: { conversationId, read: 1 },
    'conversation.assign': { conversationId, clientId: newId(), assigneeId: null },
    'conversation.close': { conversationId, clientId: newId() },
    'conversation.reopen': { conversationId, clientId: newId() },
  };
  return inputs[name];
}

const UPGRADE = [
  `GET ${SOCKET_PATH}?EIO=4&transport=websocket HTTP/1.1`,
  'Host: parley.test',
  'Origin: https://shop.test',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
].join('\r\n');

const names = Object.keys(COMMANDS) as CommandName[];
const everything = async () =>
  (await cluster.pool.query('SELECT count(*)::int AS events FROM events')).rows[0] as unknown;

/** Proves that the process goes on and others notice nothing: a message crosses from one instance to the other. */
async function expectServiceFor(others: OpenConversation): Promise<void> {
  const { conversationId, visitor, agent } = others;
  const arrived = agent.next('message.created', (event) => event.text === 'still here');
  await visitor.ask('message.send', { conversationId, clientId: newId(), text: 'still here' });
  expect(await arrived).toMatchObject({ conversationId });
}

describe.each(names)('the command %s', (name) => {
  it('refuses input of the wrong shape as invalid_request, and stores nothing', async () => {
    const valid = validInput(name, open.conversationId);
    const [field] = Object.keys(valid);
    const shapes: unknown[] = [
      null,
      'text',
      7,
      [],
      [valid],
      {},
      { ...valid, surprise: true },
      { ...valid, [field ?? '']: 7 },
      { ...valid, [field ?? '']: { $ne: null } },
      JSON.parse('{"__proto__": {"polluted": true}, "conversationId": 1}'),
    ];
    const before = await everything();
    for (const shape of shapes) {
      const answer = await open.agent.sendRaw(name, shape);
      expect({ shape, answer }).toMatchObject({
        answer: { ok: false, error: { code: 'invalid_request', retryable: false } },
      });
    }
    expect(await everything()).toEqual(before);
    expect({}).not.toHaveProperty('polluted');
  });

  it('refuses more than one argument, and none', async () => {
    const valid = validInput(name, open.conversationId);
    expect(await open.agent.sendRaw(name)).toMatchObject({ error: { code: 'invalid_request' } });
    expect(await open.agent.sendRaw(name, valid, valid)).toMatchObject({ error: { code: 'invalid_request' } });
  });
});

const inConversations = names.filter((name) => name !== 'session.refresh');

describe.each(inConversations)('the command %s', (name) => {
  it('says not_found of a conversation that does not exist or is of another workspace', async () => {
    const foreign = await cluster.openConversation();
    for (const conversationId of [newId(), foreign.conversationId]) {
      const answer = await open.agent.sendRaw(name, validInput(name, conversationId));
      if (name === 'resume')
        expect(answer).toMatchObject({ data: { conversations: [{ ok: false, code: 'not_found' }] } });
      else if (name === 'conversation.leave') expect(answer).toMatchObject({ ok: true });
      else expect(answer).toMatchObject({ ok: false, error: { code: 'not_found' } });
    }
    expect(await cluster.transcript(foreign.people.agent, foreign.conversationId)).toEqual([]);
  });

  it('refuses a visitor what is for agents, and another visitor everything', async () => {
    const { visitor, conversationId, workspace } = open;
    const stranger = await (await cluster.visitor(workspace)).connect(0);
    const isForAgents = !isAllowed(name, { kind: 'visitor' });
    const input = validInput(name, conversationId);
    if (isForAgents) expect(await visitor.sendRaw(name, input)).toMatchObject({ error: { code: 'forbidden' } });
    const answer = await stranger.sendRaw(name, input);
    const code = isForAgents ? 'forbidden' : 'not_found';
    if (name === 'resume') expect(answer).toMatchObject({ data: { conversations: [{ code }] } });
    else if (name !== 'conversation.leave') expect(answer).toMatchObject({ error: { code } });
  });
});

describe('a socket', () => {
  it('is told so when there is no such command, whatever it is called', async () => {
    for (const name of ['message', 'constructor', '__proto__', 'toString', '', 'message.created']) {
      expect(await open.visitor.sendRaw(name, {})).toMatchObject({ ok: false, error: { code: 'unknown_command' } });
    }
  });

  it.each(['', ' \n\t ', 'x'.repeat(LIMITS.textLength + 1), 'nul \u0000 byte', 'lone \ud800 surrogate'])(
    'cannot store a text that is blank, too long or not text (%#)',
    async (text) => {
      const { conversationId, visitor } = open;
      const answer = await visitor.sendRaw('message.send', { conversationId, clientId: newId(), text });
      const details = expect.arrayContaining([expect.objectContaining({ path: 'text' })]);
      expect(answer).toMatchObject({ error: { code: 'invalid_request', details } });
    },
  );

  it('stores the longest text there may be, in whatever script', async () => {
    const { conversationId, agent, people } = await cluster.openConversation();
    const text = 'שלום 👋🏽'.padEnd(LIMITS.textLength, 'ü');
    await agent.ask('message.send', { conversationId, clientId: newId(), text });
    expect(await cluster.transcript(people.agent, conversationId)).toMatchObject([{ text }]);
  });

  it('is closed when it sends more than a frame may hold; others notice nothing', async () => {
    const socket = await open.people.visitor.connect(0);
    socket.socket.emit('message.send', { text: 'x'.repeat(LIMITS.payloadBytes) });
    expect(await socket.closed).toBe('transport close');
    await expectServiceFor(open);
  });

  it('is refused more commands than it may have unanswered, and may send them again', async () => {
    const { conversationId, people } = open;
    const socket = await people.agent.connect(0);
    const count = LIMITS.pendingCommandsPerSocket * 3;
    const sends = Array.from({ length: count }, () => socket.send('resume', { conversations: [{ conversationId }] }));
    const answers = await Promise.all(sends);
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused).not.toHaveLength(0);
    for (const answer of refused)
      expect(answer).toMatchObject({ error: { code: 'too_many_pending', retryable: true } });
    expect(await socket.send('resume', { conversations: [{ conversationId }] })).toMatchObject({ ok: true });
  });

  it('cannot follow more conversations than it may', async () => {
    const conversations = Array.from({ length: LIMITS.conversationsPerSocket }, () => ({ conversationId: newId() }));
    const socket = await open.people.agent.connect(0);
    await socket.follow(open.conversationId);
    expect(await socket.send('resume', { conversations })).toMatchObject({ error: { code: 'too_many_conversations' } });
  });
});

describe('a request', () => {
  const bad = ['nul \u0000 byte', 'lone \ud800 surrogate'];
  const url = (text: string) => `https://acme.test/${text}`;
  const inputs = bad.flatMap((text): [string, object][] => [
    ['/v1/sites', { name: text }],
    ['/v1/sites', { name: 'Shop', privacyUrl: url(text) }],
    ['/v1/api-keys', { name: text, scopes: ['audit:read'] }],
    ['/v1/agents/:agentId', { name: text }],
    ['/v1/bans', { address: '203.0.113.9', reason: text }],
    ['/v1/sso', { ...sso, clientId: text }],
    ['/v1/sso', { ...sso, clientSecret: text }],
    ['/v1/sso', { ...sso, issuer: url(text) }],
    ['/v1/invitations/accept', { token: 'x', name: text, password: 'a walrus plays the tuba' }],
    ['/v1/visitor-sessions', { siteKey: 'x', embeddedBy: text }],
  ]);

  it.each(inputs)('to %s with text that cannot be kept is refused as invalid_request: %j', async (path, input) => {
    const owner = await cluster.agent(open.workspace, 'Olga', 'owner');
    const asking = request(cluster.url).post(path.replace(':agentId', owner.id));
    const { body, status } = await asking.auth(owner.accessToken, { type: 'bearer' }).send(input);
    expect([status, (body as Partial<Problem>).code]).toEqual([400, 'invalid_request']);
  });
});

describe('a handshake', () => {
  it.each([undefined, null, '', 'a.b.c', 7, { token: 'x' }])(
    'with the ticket %p is refused as unauthenticated',
    async (ticket) => {
      for (const instance of cluster.realtime) {
        await expect(TestSocket.connect(instance.url, 'visitor', ticket)).rejects.toMatchObject({
          code: 'unauthenticated',
        });
      }
    },
  );

  it('that breaks while it is looked at ends nothing but itself', async () => {
    const { hostname, port } = new URL(cluster.realtime[0]?.url ?? '');
    for (let count = 0; count < 200; count += 1) {
      const connection = connect(Number(port), hostname);
      await once(connection, 'connect');
      // The origin has to be asked of the database; a reset, unlike an end, is an error on the other side.
      connection.write(UPGRADE, () => setTimeout(() => connection.resetAndDestroy(), count % 4));
      await once(connection, 'close');
    }
    await expectServiceFor(await cluster.openConversation());
  });

  it('with an access token instead of a ticket is refused', async () => {
    const url = cluster.realtime[0]?.url ?? '';
    const { accessToken } = open.people.agent;
    await expect(TestSocket.connect(url, 'agent', accessToken)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('with a ticket of the other audience is refused', async () => {
    const url = cluster.realtime[0]?.url ?? '';
    const ticket = await cluster.ticket(open.people.visitor.accessToken);
    await expect(TestSocket.connect(url, 'agent', ticket)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
