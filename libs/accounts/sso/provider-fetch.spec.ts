import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ProviderUnreachable, providerFetch } from './provider-fetch.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = { method: 'GET', headers: {}, body: undefined, redirect: 'manual' } as const;
const inside = providerFetch({ allowsPrivate: true });
const outside = providerFetch({ allowsPrivate: false });

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: string[] = [];
  for await (const chunk of request.setEncoding('utf8')) chunks.push(String(chunk));
  return chunks.join('');
}

describe('providerFetch', () => {
  it('sends what fetch would, and answers as it does', async () => {
    const repeat = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      const { method, headers } = request;
      const said = { method, type: headers['content-type'], body: await textOf(request) };
      response.writeHead(201, { 'Content-Type': 'application/json' }).end(JSON.stringify(said));
    };
    const url = await serve((request, response) => void repeat(request, response));
    const body = new URLSearchParams({ grant_type: 'authorization_code', code: 'ä' });
    const response = await inside(url, { ...get, method: 'POST', body });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      method: 'POST',
      type: 'application/x-www-form-urlencoded;charset=UTF-8',
      body: 'grant_type=authorization_code&code=%C3%A4',
    });
  });

  it('follows no redirect: it could lead inside', async () => {
    const url = await serve((_request, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end());
    const response = await inside(url, get);
    expect([response.status, response.headers.get('location')]).toEqual([302, 'http://127.0.0.1:1/']);
  });

  it('does not read an answer without an end', async () => {
    const url = await serve((_request, response) => {
      const more = () => void (response.destroyed || response.write('x'.repeat(65_536), more));
      more();
    });
    await expect(inside(url, get)).rejects.toThrow(ProviderUnreachable);
  });

  it('waits no longer than it is told to, for the answer or for the rest of it', async () => {
    const silent = await serve(() => undefined);
    const slow = await serve((_request, response) => void response.write('{'));
    for (const url of [silent, slow]) {
      await expect(inside(url, { ...get, signal: AbortSignal.timeout(50) })).rejects.toThrow(ProviderUnreachable);
    }
  });

  it('does not reach inside, neither by address nor by name', async () => {
    let requests = 0;
    const url = new URL(await serve((_request, response) => void response.end(`${(requests += 1)}`)));
    for (const host of ['127.0.0.1', 'localhost']) {
      await expect(outside(`http://${host}:${url.port}`, get)).rejects.toThrow(ProviderUnreachable);
    }
    await expect(outside(`https://[::ffff:7f00:1]:${url.port}`, get)).rejects.toThrow(ProviderUnreachable);
    expect(requests).toBe(0);
    expect((await inside(`http://localhost:${url.port}`, get)).status).toBe(200);
  });

  it('speaks plain http to this machine alone', async () => {
    await expect(inside('http://10.0.0.1', get)).rejects.toThrow(ProviderUnreachable);
  });
});
