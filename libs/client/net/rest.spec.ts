import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ROUTES } from '#contracts';

import { CookieJar } from './cookie-jar.ts';
import { Rest } from './rest.ts';

let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function aRest(cookies: CookieJar | null = null): Rest {
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return new Rest({ baseUrl, routes: ROUTES, cookies });
}

function answerWith(status: number, body: string, type: string): void {
  answer = (_request, response) => void response.writeHead(status, { 'content-type': type }).end(body);
}

describe('a REST call', () => {
  it('puts the input into path and query, or into path and body', async () => {
    const seen: unknown[] = [];
    answer = (request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        seen.push([request.method, request.url, body, request.headers.authorization]);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    };
    await aRest().send('conversation.events', { conversationId: 'a/b', after: 3, limit: undefined }, { token: 't' });
    await aRest().send('conversation.close', { conversationId: 'c', clientId: 'd' });
    expect(seen).toEqual([
      ['GET', '/v1/conversations/a%2Fb/events?after=3', '', 'Bearer t'],
      ['POST', '/v1/conversations/c/close', '{"clientId":"d"}', undefined],
    ]);
  });

  it('rejects with what the problem document says', async () => {
    const problem = {
      code: 'rate_limited',
      detail: 'Slow down.',
      retryable: true,
      details: [{ path: 'text', message: 'no' }],
    };
    answerWith(429, JSON.stringify(problem), 'application/problem+json');
    await expect(aRest().send('visitor.site', {})).rejects.toMatchObject({
      code: 'rate_limited',
      message: 'Slow down.',
      body: { retryable: true, details: problem.details },
    });
  });

  it.each([
    [502, 'unavailable'],
    [504, 'unavailable'],
    [401, 'unavailable'],
    [403, 'forbidden'],
    [404, 'unavailable'],
    [413, 'payload_too_large'],
    [429, 'rate_limited'],
    [400, 'invalid_request'],
  ])('takes the %i of a proxy for %s', async (status, code) => {
    answerWith(status, '<h1>nginx</h1>', 'text/html');
    await expect(aRest().send('visitor.site', {})).rejects.toMatchObject({ code, isForeign: true });
  });

  it('takes a page of somebody else for no answer', async () => {
    answerWith(200, '<h1>Welcome to our Wi-Fi</h1>', 'text/html');
    await expect(aRest().send('visitor.site', {})).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('is unavailable when nobody listens', async () => {
    const rest = aRest();
    await new Promise((resolve) => server.close(resolve));
    await expect(rest.send('visitor.site', {})).rejects.toMatchObject({
      code: 'unavailable',
      body: { retryable: true },
    });
  });

  it('keeps cookies where no browser does, and drops those that end', async () => {
    const cookies = ['a=1; HttpOnly; Path=/', 'a=; Max-Age=0'];
    const sent: unknown[] = [];
    answer = (request, response) => {
      sent.push(request.headers.cookie);
      response.writeHead(204, { 'set-cookie': cookies.shift() ?? [] }).end();
    };
    const rest = aRest(new CookieJar());
    for (let n = 0; n < 3; n += 1) await rest.send('auth.logout', {});
    expect(sent).toEqual([undefined, 'a=1', undefined]);
  });
});
