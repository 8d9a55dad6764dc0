import { once } from 'node:events';
import { connect } from 'node:net';

import request from 'supertest';
import type { Response } from 'supertest';

import { newId } from '#common';
import { LIMITS } from '#contracts';
import type { RouteOutput } from '#contracts';
import { Cluster, TestSocket } from '#testing';
import type { AppProcess, TestWorkspace } from '#testing';

let cluster: Cluster;
beforeAll(async () => {
  const env = {
    PARLEY_PUBLIC_URL: 'https://chat.example',
    PARLEY_REALTIME_URL: 'https://live.chat.example',
    // Loopback is what stands in front; the tests are the proxy.
    PARLEY_TRUSTED_PROXIES: 'loopback',
  };
  cluster = await Cluster.start({ api: 1, realtime: 2, env });
});
afterAll(() => cluster.stop());

const http = () => request(cluster.url);
const bearer = { type: 'bearer' } as const;

async function siteOn(allowedOrigins: string[]): Promise<TestWorkspace> {
  const workspace = await cluster.workspace();
  await cluster.prisma.site.update({ where: { id: workspace.siteId }, data: { allowedOrigins } });
  return workspace;
}

/** The access token of somebody who came to the site's chat on a page of that website. */
async function aVisitorOn({ siteKey }: Pick<TestWorkspace, 'siteKey'>, embeddedBy: string): Promise<string> {
  const { body } = await http().post('/v1/visitor-sessions').send({ siteKey, embeddedBy }).expect(200);
  return (body as RouteOutput<'visitor.session'>).accessToken;
}

/** The directives of a `Content-Security-Policy`. */
function policyOf({ headers }: Response): Record<string, string> {
  const directives = String(headers['content-security-policy']).split(/; ?/);
  return Object.fromEntries(directives.map((directive) => [directive.split(' ')[0], directive.replace(/^\S+ /, '')]));
}

/** What comes back for bytes that are sent as they stand. */
async function raw({ port }: AppProcess, bytes: string): Promise<{ head: string; body: unknown }> {
  const socket = connect({ port, host: '127.0.0.1' });
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  socket.write(bytes);
  await once(socket, 'close');
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return { head, body: JSON.parse(body) as unknown };
}

describe('the pages', () => {
  it.each(['/console/', '/console/conversations/1', '/demo/', '/widget/?site=none'])(
    '%s runs no inline code and no inline styles, and nothing from elsewhere',
    async (path) => {
      const answer = await http().get(path).expect(200);
      const policy = policyOf(answer);
      expect(policy).toMatchObject({
        'default-src': "'self'",
        'script-src': "'self'",
        'style-src': "'self'",
        'connect-src': "'self' wss://live.chat.example",
        'object-src': "'none'",
        'base-uri': "'none'",
      });
      expect(JSON.stringify(policy)).not.toContain('unsafe');
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'strict-transport-security': 'max-age=31536000',
      });
      expect(answer.headers['permissions-policy']).toContain('camera=()');
    },
  );

  it('of the console cannot be framed, and tell nobody where a link came from', async () => {
    const answer = await http().get('/console/').expect(200);
    expect(policyOf(answer)).toMatchObject({ 'frame-ancestors': "'none'", 'form-action': "'self'" });
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
  });

  it('of the REST API are none: whatever it answers does nothing in a browser', async () => {
    for (const path of ['/v1/openapi.json', '/v1/agents/me', '/nowhere']) {
      const answer = await http().get(path);
      expect(policyOf(answer)).toEqual({ 'default-src': "'none'", 'frame-ancestors': "'none'" });
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it('may load the loader from anywhere', async () => {
    const { headers } = await http().get('/widget.js').expect(200);
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
  });
});

describe("the widget's frame", () => {
  const ancestorsFor = async (siteKey: string) =>
    policyOf(await http().get('/widget/').query({ site: siteKey }).expect(200))['frame-ancestors'];

  it('is embedded by the websites on the list of its site, and by no other', async () => {
    const { siteKey } = await siteOn(['https://shop.example', 'https://*.shop.example']);
    expect(await ancestorsFor(siteKey)).toBe("'self' https://shop.example https://*.shop.example");
  });

  it('is embedded by every website when the site has no list, and by none when there is no such site', async () => {
    expect(await ancestorsFor((await siteOn([])).siteKey)).toBe('*');
    expect(await ancestorsFor('unknown')).toBe("'none'");
    expect(policyOf(await http().get('/widget/').expect(200))['frame-ancestors']).toBe("'none'");
  });

  it('never comes out of the cache with an older list', async () => {
    const { siteKey } = await siteOn([]);
    const first = await http().get('/widget/').query({ site: siteKey }).expect(200);
    const again = http().get('/widget/').query({ site: siteKey }).set('If-None-Match', String(first.headers.etag));
    expect((await again).status).toBe(200);
  });

  it('knows a new list at once', async () => {
    const { siteKey, siteId, ...workspace } = await siteOn(['https://old.example']);
    expect(await ancestorsFor(siteKey)).toContain('https://old.example');
    const admin = await cluster.agent({ siteKey, siteId, ...workspace }, 'Ada', 'admin');
    const change = http().post(`/v1/sites/${siteId}`).auth(admin.accessToken, bearer);
    await change.send({ allowedOrigins: ['https://new.example'] }).expect(200);
    while ((await ancestorsFor(siteKey)) !== "'self' https://new.example");
  });
});

describe('requests from other websites', () => {
  const preflight = (path: string, origin: string) =>
    http().options(path).set({ Origin: origin, 'Access-Control-Request-Method': 'POST' });

  it('are announced and answered for visitors of a site that lists the website, without cookies', async () => {
    const { siteKey } = await siteOn(['https://cors.example']);
    const announced = await preflight('/v1/visitor-sessions', 'https://cors.example').expect(204);
    expect(announced.headers).toMatchObject({
      'access-control-allow-origin': 'https://cors.example',
      'access-control-allow-methods': 'POST',
      vary: 'Origin',
    });
    const session = { siteKey, embeddedBy: 'https://cors.example' };
    const start = http().post('/v1/visitor-sessions').set('Origin', 'https://cors.example').send(session);
    const { headers, body } = await start.expect(200);
    expect(headers['access-control-allow-origin']).toBe('https://cors.example');
    expect(headers.vary).toContain('Origin');

    const { accessToken } = body as RouteOutput<'visitor.session'>;
    const list = http().get('/v1/conversations').auth(accessToken, bearer).set('Origin', 'https://cors.example');
    const listed = await list.expect(200);
    expect(listed.headers['access-control-allow-origin']).toBe('https://cors.example');
    for (const answer of [announced, listed])
      expect(answer.headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it('tell a website on the list what was wrong, too', async () => {
    await siteOn(['https://wrong.example']);
    const answer = await http().get('/v1/conversations').set('Origin', 'https://wrong.example').expect(401);
    expect(answer.headers['access-control-allow-origin']).toBe('https://wrong.example');
  });

  it('are not answered for a site that lists other websites', async () => {
    const { siteKey } = await siteOn(['https://mine.example']);
    await siteOn(['https://yours.example']);
    const start = http().post('/v1/visitor-sessions').set('Origin', 'https://yours.example').send({ siteKey });
    expect((await start).headers).not.toHaveProperty('access-control-allow-origin');

    const accessToken = await aVisitorOn({ siteKey }, 'https://mine.example');
    const list = http().get('/v1/conversations').auth(accessToken, bearer).set('Origin', 'https://yours.example');
    expect((await list).headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('are never answered to agents, whatever the website', async () => {
    const workspace = await siteOn([]);
    const { accessToken } = await cluster.agent(workspace);
    for (const path of ['/v1/conversations', '/v1/agents']) {
      const answer = await http().get(path).auth(accessToken, bearer).set('Origin', 'https://any.example').expect(200);
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
    }
    expect((await preflight('/v1/agents', 'https://any.example')).headers).not.toHaveProperty(
      'access-control-allow-origin',
    );
  });

  it.each(['/v1/auth/refresh', '/v1/auth/logout', '/v1/auth/login', '/v1/invitations/accept'])(
    'to %s are refused, whatever cookie comes along',
    async (path) => {
      const post = () => http().post(path).send({});
      for (const site of ['cross-site', 'same-site']) {
        const answer = await post().set('Sec-Fetch-Site', site).expect(403);
        expect(answer.body).toMatchObject({ code: 'forbidden' });
      }
      await post().set('Origin', 'https://evil.example').expect(403);
      await post().set('Origin', 'null').expect(403);
      expect((await post().set('Origin', 'https://chat.example')).status).not.toBe(403);
      expect((await post().set('Sec-Fetch-Site', 'same-origin')).status).not.toBe(403);
    },
  );
});

describe('a cookie', () => {
  it('is secure, hidden from scripts, and sent by our own pages alone', async () => {
    const { email, password } = await cluster.agent(await cluster.workspace());
    const answer = await http().post('/v1/auth/login').send({ email, password }).expect(200);
    expect(answer.headers['set-cookie']?.[0]).toMatch(
      /^__Host-parley_refresh=.*Path=\/; HttpOnly; Secure; SameSite=Strict/,
    );
  });
});

describe('a socket', () => {
  /** A visitor of a site that is on one website, and wants tickets. */
  async function aVisitor(origin: string): Promise<() => Promise<string>> {
    const accessToken = await aVisitorOn(await siteOn([origin]), origin);
    return () => cluster.ticket(accessToken);
  }
  const open = async (ticket: string, kind: 'visitor' | 'agent', origin?: string, on = cluster.realtime[1]!) => {
    const options = origin === undefined ? {} : { extraHeaders: { origin } };
    const socket = await TestSocket.connect(on.url, kind, ticket, options);
    socket.close();
  };

  it("is opened by visitors from our own pages and their site's, and by programs", async () => {
    const ticket = await aVisitor('https://socket.example');
    await open(await ticket(), 'visitor', 'https://socket.example');
    await open(await ticket(), 'visitor', 'https://chat.example');
    await open(await ticket(), 'visitor');
  });

  it("is refused to a page of another site's website", async () => {
    const ticket = await aVisitor('https://socket.example');
    await siteOn(['https://other.example']);
    const opening = open(await ticket(), 'visitor', 'https://other.example');
    await expect(opening).rejects.toMatchObject({ code: 'origin_not_allowed' });
  });

  it('is refused to a page that is on no list', async () => {
    await cluster.prisma.site.updateMany({
      where: { allowedOrigins: { isEmpty: true } },
      data: { allowedOrigins: ['https://a.example'] },
    });
    const ticket = await aVisitor('https://socket.example');
    const instance = await cluster.startProcess('realtime');
    cluster.realtime.push(instance);
    await open(await ticket(), 'visitor', 'https://socket.example', instance);
    await expect(open(await ticket(), 'visitor', 'https://evil.example', instance)).rejects.toThrow('websocket error');
  });

  it('is opened by agents from our own pages alone', async () => {
    const agent = await cluster.agent(await siteOn([]));
    await open(await cluster.ticket(agent.accessToken), 'agent', 'https://chat.example');
    const opening = open(await cluster.ticket(agent.accessToken), 'agent', 'https://shop.example');
    await expect(opening).rejects.toMatchObject({ code: 'origin_not_allowed' });
  });
});

describe('the address of a client', () => {
  async function seenBy({ url }: AppProcess, forwarded: string): Promise<string | null> {
    const { email, password, id } = await cluster.agent(await cluster.workspace());
    const login = request(url).post('/v1/auth/login').set('X-Forwarded-For', forwarded).send({ email, password });
    await login.expect(200);
    const sessions = await cluster.prisma.agentSession.findMany({ where: { agentId: id }, orderBy: { id: 'desc' } });
    return sessions[0]?.address ?? null;
  }

  it('is what the trusted proxy saw, not what the client wrote before it', async () => {
    expect(await seenBy(cluster.api[0]!, '192.0.2.66, 198.51.100.7')).toBe('198.51.100.7');
  });

  it('is not what anybody says as long as no proxy is trusted', async () => {
    const alone = await cluster.startProcess('api', { PARLEY_TRUSTED_PROXIES: '' });
    cluster.api.push(alone);
    expect(await seenBy(alone, '192.0.2.66')).toBe('127.0.0.1');
  });
});

describe('what is refused before there is a route', () => {
  const host = 'Host: x\r\n';
  const aProblem = { type: 'urn:parley:error:invalid_request', code: 'invalid_request', retryable: false };

  it('is answered with a problem document that does not repeat it', async () => {
    const { headers, body, text } = await http().get('/%ff?token=hush').expect(400);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({ ...aProblem, status: 400 });
    expect(text).not.toContain('hush');
  });

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['too large headers', `GET / HTTP/1.1\r\n${host}X: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['a length that is none', `POST /v1/auth/login HTTP/1.1\r\n${host}Content-Length: x\r\n\r\n`, 400],
    ['two lengths', `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`, 400],
  ])('for %s, too', async (_, bytes, status) => {
    for (const process of [cluster.api[0]!, cluster.realtime[0]!]) {
      const answer = await raw(process, bytes);
      expect(answer.head).toContain('Content-Type: application/problem+json');
      expect(answer.body).toMatchObject({ status, retryable: false });
    }
  });

  it('is whatever comes in drops', async () => {
    const slow = [`GET / HTTP/1.1\r\n${host}X-Never-Ends: `, ''];
    const answers = await Promise.all(slow.map((bytes) => raw(cluster.api[0]!, bytes)));
    for (const { body } of answers) expect(body).toMatchObject({ ...aProblem, status: 408 });
  });

  it('is what is too long', async () => {
    const answer = await http()
      .post('/v1/auth/login')
      .type('json')
      .send(JSON.stringify({ password: 'x'.repeat(LIMITS.payloadBytes), email: newId() }));
    expect(answer.body).toMatchObject({ code: 'payload_too_large' });
  });
});
