import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import type { Socket as ClientSocket } from 'socket.io-client';

import { DomainError, newId } from '#common';
import type { SessionActor, VisitorActor } from '#common';
import { readServerSettings } from '#config';
import { Logger } from '#observability';

import { closeSocket } from './close-socket.ts';
import { SocketEntrance } from './socket-entrance.ts';
import type { Gatekeeper } from './socket-entrance.ts';
import { SocketExpiry } from './socket-expiry.ts';
import { SocketRegistry } from './socket-registry.ts';
import type { Socket } from './socket.ts';
import { applyCheck, beginCheck } from './standing.ts';

const visitor: VisitorActor = {
  kind: 'visitor',
  id: newId(),
  name: null,
  workspaceId: newId(),
  siteId: newId(),
  sessionId: newId(),
};
const config = readServerSettings({}).toConfig({ databaseUrl: 'postgresql://localhost/x', secret: 's'.repeat(32) });

let http: HttpServer;
let server: Server;
let registry: SocketRegistry;
let expiry: SocketExpiry;
let clients: ClientSocket[];

beforeEach(async () => {
  http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  server = new Server(http, { transports: ['websocket'] });
  registry = new SocketRegistry();
  expiry = new SocketExpiry(config);
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.disconnect();
  expiry.onModuleDestroy();
  await server.close();
});

function guard(gatekeeper: Gatekeeper): void {
  const logger = Logger.create({ process: 'test', level: 'silent' });
  new SocketEntrance(registry, expiry, logger).guard(server.of('/visitor'), gatekeeper);
}

function connect(): ClientSocket {
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/visitor`;
  const client = io(url, { transports: ['websocket'], reconnection: false, forceNew: true });
  clients.push(client);
  return client;
}

const outcomeOf = (client: ClientSocket): Promise<string> =>
  new Promise((resolve) => {
    client.once('connect', () => resolve('connected'));
    client.once('connect_error', (error: Error & { data?: { code: string } }) => resolve(error.data?.code ?? 'none'));
  });

/** A check that waits until it is told how it ends. */
function aSlowCheck() {
  const started = Promise.withResolvers<Socket>();
  const answer = Promise.withResolvers<SessionActor>();
  guard({
    identify: () => Promise.resolve(visitor),
    check: (socket) => {
      started.resolve(socket);
      return answer.promise;
    },
  });
  return { started: started.promise, answer };
}

describe('SocketEntrance', () => {
  it('knows a socket by everything it belongs to, until it has left', async () => {
    guard({ identify: () => Promise.resolve(visitor), check: () => Promise.resolve({ ...visitor, name: 'Vera' }) });
    const client = connect();
    expect(await outcomeOf(client)).toBe('connected');
    const [socket] = registry.of('session', visitor.sessionId);
    expect(socket?.data.actor.name).toBe('Vera');
    for (const [kind, id] of [
      ['visitor', visitor.id],
      ['site', visitor.siteId],
      ['workspace', visitor.workspaceId],
    ] as const)
      expect(registry.of(kind, id)).toEqual([socket]);
    const left = once(socket as never, 'disconnect');
    client.disconnect();
    await left;
    expect(registry.size).toBe(0);
    expect(registry.of('workspace', visitor.workspaceId)).toEqual([]);
  });

  it('refuses a socket whose right was taken back while it was being checked', async () => {
    const { started, answer } = aSlowCheck();
    const outcome = outcomeOf(connect());
    await started;
    // It is found already, although it is not in yet.
    for (const socket of registry.of('visitor', visitor.id)) closeSocket(socket, 'banned');
    answer.resolve(visitor);
    expect(await outcome).toBe('banned');
    expect(registry.size).toBe(0);
  });

  it('keeps what a later check said, although an earlier one answers after it', async () => {
    const { started, answer } = aSlowCheck();
    const outcome = outcomeOf(connect());
    const socket = await started;
    applyCheck(socket, beginCheck(), { ...visitor, name: 'newer' });
    answer.resolve({ ...visitor, name: 'older' });
    expect(await outcome).toBe('connected');
    expect(socket.data.actor.name).toBe('newer');
  });

  it('forgets a socket that was refused', async () => {
    const { answer } = aSlowCheck();
    const outcome = outcomeOf(connect());
    answer.reject(new DomainError('session_ended'));
    expect(await outcome).toBe('session_ended');
    expect(registry.size).toBe(0);
  });

  it('forgets a socket whose connection broke while it was being checked', async () => {
    const { started, answer } = aSlowCheck();
    const client = connect();
    const socket = await started;
    const closed = once(socket.conn, 'close');
    client.disconnect();
    await closed;
    answer.resolve(visitor);
    while (registry.size > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(registry.of('session', visitor.sessionId)).toEqual([]);
  });
});
