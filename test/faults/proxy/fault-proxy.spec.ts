import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

import { FaultProxy } from './fault-proxy.ts';

let server: Server;
let proxy: FaultProxy;
let served: Socket[];
let clients: Socket[];

beforeEach(async () => {
  served = [];
  clients = [];
  server = createServer({ allowHalfOpen: true }, (socket) => {
    served.push(socket.on('error', () => undefined));
    socket.on('data', (piece) => socket.write(piece));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await FaultProxy.listen({ pick: () => (server.address() as AddressInfo).port });
});

afterEach(async () => {
  for (const socket of [...served, ...clients]) socket.destroy();
  await proxy.close();
  server.close();
});

function aConnection(): Socket {
  const client = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined);
  clients.push(client);
  return client;
}

/** A client of the echo behind the proxy, with one echo heard. */
async function aClient(): Promise<Socket> {
  const client = aConnection();
  expect(await echo(client, 'hello')).toBe('hello');
  return client;
}

async function echo(client: Socket, text: string): Promise<string> {
  client.write(text);
  return heard(client);
}

async function heard(client: Socket): Promise<string> {
  const [piece] = (await once(client, 'data')) as [Buffer];
  return piece.toString();
}

/** How the connection ended: the error's code, or null when it was closed in good order. */
function ended(socket: Socket): Promise<string | null> {
  return new Promise((resolve) => {
    let code: string | null = null;
    socket.on('error', (error: NodeJS.ErrnoException) => (code = error.code ?? null));
    socket.on('close', () => resolve(code));
    socket.resume();
  });
}

describe('FaultProxy', () => {
  it('passes everything in fine weather, and the end of it', async () => {
    const client = await aClient();
    const over = once(served[0] as Socket, 'end');
    client.end('bye');
    expect(await heard(client)).toBe('bye');
    await over;
  });

  it('breaks a connection with a RST for both', async () => {
    const client = await aClient();
    const [own, other] = [ended(client), ended(served[0] as Socket)];
    for (const link of proxy.links) link.reset();
    expect(await own).toBe('ECONNRESET');
    expect(await other).toBe('ECONNRESET');
  });

  it('cuts after so many bytes, in the middle of an answer', async () => {
    const client = await aClient();
    for (const link of proxy.links) link.cutAfter('down', 3);
    const over = ended(client);
    const pieces: string[] = [];
    client.on('data', (piece) => pieces.push(piece.toString()));
    client.write('hello');
    await over;
    expect('hello'.startsWith(pieces.join(''))).toBe(true);
    expect(pieces.join('').length).toBeLessThanOrEqual(3);
  });

  it('closes one direction and leaves the other', async () => {
    const client = await aClient();
    const end = once(client, 'end');
    for (const link of proxy.links) link.halfClose();
    await end;
    const arrived = once(served[0] as Socket, 'data');
    client.write('still here');
    expect(String((await arrived)[0])).toBe('still here');
  });

  it('keeps back what stalls until it is over', async () => {
    const client = await aClient();
    const fence = await aClient();
    proxy.set({ down: { mode: 'stall' } });
    const all: string[] = [];
    client.on('data', (piece) => all.push(piece.toString()));
    const arrived = once(served[0] as Socket, 'data');
    client.write('late');
    await arrived;
    expect(all).toEqual([]);
    const late = once(client, 'data');
    proxy.heal();
    await late;
    expect(all).toEqual(['late']);
    expect(await echo(fence, 'fence')).toBe('fence');
  });

  it('swallows for good, and lets new connections through after it', async () => {
    const client = await aClient();
    expect(proxy.links.size).toBe(1);
    proxy.set({ up: { mode: 'swallow' }, down: { mode: 'swallow' } });
    client.write('lost');
    await once(aConnection(), 'connect');
    while (![...proxy.links].some((link) => link.isDead)) await new Promise((resolve) => setImmediate(resolve));
    proxy.heal();
    const fence = await aClient();
    const all: string[] = [];
    client.on('data', (piece) => all.push(piece.toString()));
    client.write('lost as well');
    expect(await echo(fence, 'fence')).toBe('fence');
    expect(all).toEqual([]);
  });

  it('refuses when it is shut', async () => {
    proxy.isShut = true;
    const client = aConnection();
    expect(await ended(client)).toBe('ECONNRESET');
  });

  it('holds back one connection and not the others', async () => {
    const [client, other] = [await aClient(), await aClient()];
    const [link] = [...proxy.links].filter(({ client: end }) => end.remotePort === client.localPort);
    link?.hold('down');
    const all: string[] = [];
    client.on('data', (piece) => all.push(piece.toString()));
    client.write('held');
    expect(await echo(other, 'fence')).toBe('fence');
    expect(all).toEqual([]);
    const late = once(client, 'data');
    link?.release();
    await late;
    expect(all).toEqual(['held']);
  });
});
