import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Server as SocketServer } from 'socket.io';
import type { Namespace, Socket } from 'socket.io';

import type { Audience, CommandName, DisconnectReason, ErrorCode, LogEvent, RouteName, RouteRequest } from '#contracts';
import { DURATIONS, ERRORS, NAMESPACES, ROUTES, SOCKET_PATH, isAllowed, isCommandName } from '#contracts';
import { commandSchemas, routeSchemas } from '#contracts/schemas';

import { asCallError } from '../errors.ts';
import { ChatService, refuse } from './chat-service.ts';
import type { ServerLog } from './server-log.ts';

/** What goes wrong on purpose. */
export interface Faults {
  /** As a proxy that does not know WebSocket. */
  refusesUpgrades: boolean;
  /** Answers every request with 502, as a proxy does when nothing is behind it. */
  isDown: boolean;
  /** Answers every request with this status, as a balancer does while a deploy goes on. */
  strangerSays: number | null;
  /** Calls that take effect, but whose answer is lost together with the connection. */
  cutBeforeAnswer: (CommandName | RouteName)[];
  /** Errors that the next calls meet before they take effect. */
  refuseNext: { name: CommandName | RouteName; code: ErrorCode }[];
  losesFrame: (event: LogEvent) => boolean;
  /** So many of the next tickets are not accepted. */
  spoilsTickets: number;
}

export interface Call {
  name: string;
  by: 'socket' | 'rest';
  input: Record<string, unknown>;
}

export const PASSWORD = 'correct horse battery';

type Handler = (audience: Audience, input: unknown) => unknown;

/** A real HTTP and Socket.IO server on loopback around `ChatService`, that fails on request. */
export class ChatServer {
  readonly service = new ChatService();
  readonly faults: Faults = {
    refusesUpgrades: false,
    isDown: false,
    strangerSays: null,
    cutBeforeAnswer: [],
    refuseNext: [],
    losesFrame: () => false,
    spoilsTickets: 0,
  };
  /** Every command and route call, in the order it came. */
  readonly calls: Call[] = [];
  /** How long a socket goes without `session.refresh`, as tickets say it. */
  sessionSeconds: number = DURATIONS.socketSession;
  readonly url: string;
  readonly #http: Server;
  readonly #io: SocketServer;
  readonly #tokens = new Map<string, Audience>();
  readonly #tickets = new Map<string, Audience>();
  readonly #expected: { name: CommandName | RouteName; resolve: () => void }[] = [];
  #refreshCookie = '';
  #count = 0;

  private constructor(http: Server) {
    this.#http = http;
    this.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    http.on('request', (request, response) => void this.#answer(request, response));
    this.#io = new SocketServer(http, {
      path: SOCKET_PATH,
      transports: ['websocket'],
      serveClient: false,
      allowRequest: (_request, decide) => decide(null, !this.faults.refusesUpgrades && !this.faults.isDown),
    });
    this.#serve(this.#io.of(NAMESPACES.visitor), 'public');
    this.#serve(this.#io.of(NAMESPACES.agent), 'agents');
  }

  static async start(): Promise<ChatServer> {
    const http = createServer();
    await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve));
    return new ChatServer(http);
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    await this.#io.close();
  }

  /** As when the network is lost: nobody says good-bye. */
  cut(): void {
    for (const socket of this.#sockets()) socket.conn.close();
  }

  end(reason: DisconnectReason, afterMs = 0): void {
    for (const socket of this.#sockets()) {
      socket.emit('connection.closing', { reason, afterMs });
      socket.disconnect(true);
    }
  }

  expireTokens(): void {
    this.#tokens.clear();
  }

  signal(audience: Audience, name: string, payload: object): void {
    this.#io.of(audience === 'public' ? NAMESPACES.visitor : NAMESPACES.agent).emit(name, payload);
  }

  /** Resolves with the next call of it, before it takes effect. */
  called(name: CommandName | RouteName): Promise<void> {
    return new Promise((resolve) => void this.#expected.push({ name, resolve }));
  }

  callsOf(name: CommandName | RouteName): Call[] {
    return this.calls.filter((call) => call.name === name);
  }

  #sockets(): Socket[] {
    return Object.values(NAMESPACES).flatMap((namespace) => [...this.#io.of(namespace).sockets.values()]);
  }

  #serve(namespace: Namespace, audience: Audience): void {
    namespace.use((socket, next) => {
      const { ticket } = socket.handshake.auth as { ticket: string };
      const isSpoilt = this.faults.spoilsTickets-- > 0;
      const isValid = !isSpoilt && this.#tickets.get(ticket) === audience && this.#tickets.delete(ticket);
      const refusal = new Error('unauthenticated');
      next(isValid ? undefined : Object.assign(refusal, { data: asCallErrorBody('unauthenticated') }));
    });
    namespace.on('connection', (socket) => {
      socket.onAny((name: string, input: Record<string, unknown>, ack: (answer: unknown) => void) => {
        void this.#command(socket, audience, name, input, ack);
      });
    });
    this.service.listeners.add({
      onEvent: (log, event) => this.#publish(namespace, audience, log, event),
      onSignal: (conversationId, name, payload, from) => {
        if (from !== audience) namespace.to(conversationId).emit(name, payload);
      },
    });
  }

  #publish(namespace: Namespace, audience: Audience, log: ServerLog, { seq }: LogEvent): void {
    const event = log.seenBy(audience).find((candidate) => candidate.seq === seq);
    if (!event || this.faults.losesFrame(event)) return;
    for (const socket of namespace.sockets.values()) {
      const isSender = (socket.data as { sending?: string }).sending === event.clientId;
      if (socket.rooms.has(log.id) && !isSender) socket.emit(event.type, event);
    }
  }

  async #command(
    socket: Socket,
    audience: Audience,
    name: string,
    input: Record<string, unknown>,
    ack: (answer: unknown) => void,
  ): Promise<void> {
    this.calls.push({ name, by: 'socket', input });
    try {
      if (!isCommandName(name) || !isAllowed(name, { kind: kindOf(audience), role: 'agent' }))
        return refuse('unknown_command');
      const command = commandSchemas[name].input.safeParse(input);
      if (!command.success) return refuse('invalid_request');
      this.#meetFault(name);
      socket.data = { sending: input['clientId'] };
      const data = await (this.service.commands[name] as Handler)(audience, command.data);
      if (name === 'resume')
        await this.#join(socket, data as { conversations: { conversationId: string; isLive?: boolean }[] });
      if (this.#isCut(name)) socket.conn.close();
      else ack({ ok: true, data });
    } catch (error) {
      ack({ ok: false, error: asCallError(error).body });
    }
  }

  async #join(socket: Socket, { conversations }: { conversations: { conversationId: string; isLive?: boolean }[] }) {
    for (const { conversationId, isLive } of conversations) if (isLive) await socket.join(conversationId);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    if (pathname.startsWith(SOCKET_PATH)) return;
    if (this.faults.isDown) return void response.writeHead(502).end('<h1>Bad gateway</h1>');
    if (this.faults.strangerSays !== null)
      return void response.writeHead(this.faults.strangerSays).end('<h1>Nothing here</h1>');
    const body = JSON.parse((await textOf(request)) || '{}') as Record<string, unknown>;
    const route = routeOf(request.method, pathname);
    if (!route) return void response.writeHead(404).end();
    const input = { ...Object.fromEntries(searchParams), ...body, ...route.parameters };
    this.calls.push({ name: route.name, by: 'rest', input });
    for (const { name, resolve } of this.#expected) if (name === route.name) resolve();
    try {
      this.#meetFault(route.name);
      const parsed = routeSchemas[route.name].input.safeParse(input);
      if (!parsed.success) return refuse('invalid_request');
      const output = await this.#route(route.name, parsed.data, request, response);
      if (this.#isCut(route.name)) return void request.socket.destroy();
      const { status } = ROUTES[route.name];
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(status === 204 ? undefined : JSON.stringify(output));
    } catch (error) {
      const { code, message, ...rest } = asCallError(error).body;
      response.writeHead(ERRORS[code].status, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ type: 'about:blank', title: code, code, detail: message, ...rest }));
    }
  }

  #route(name: RouteName, input: unknown, request: IncomingMessage, response: ServerResponse): unknown {
    if (name === 'visitor.session') return this.#visitorSession(input as RouteRequest<'visitor.session'>);
    if (name === 'auth.login' && (input as { password: string }).password !== PASSWORD)
      return refuse('invalid_credentials');
    if (name === 'auth.login') return this.#agentSession(response);
    if (name === 'auth.refresh')
      return this.#isRefreshed(request) ? this.#agentSession(response) : refuse('unauthenticated');
    if (name === 'auth.logout') return void (this.#refreshCookie = '');
    const audience = this.#tokens.get(request.headers.authorization?.slice('Bearer '.length) ?? '');
    if (!audience) return refuse('token_expired');
    if (name === 'socket.ticket')
      return {
        ticket: this.#issue(this.#tickets, audience),
        expiresAt: inTenMinutes(),
        url: null,
        sessionSeconds: this.sessionSeconds,
      };
    const handler = this.service.routes[name] ?? (isCommandName(name) ? this.service.commands[name] : undefined);
    return handler ? (handler as Handler)(audience, input) : refuse('not_found');
  }

  #visitorSession({ identityToken }: RouteRequest<'visitor.session'>) {
    if (identityToken !== undefined) this.service.identify(identityToken);
    const { id, name } = this.service.actors.public;
    const accessToken = this.#issue(this.#tokens, 'public');
    return {
      accessToken,
      expiresAt: inTenMinutes(),
      sessionToken: this.service.sessionToken,
      visitor: { id, name },
      site: this.service.site,
    };
  }

  #agentSession(response: ServerResponse) {
    const accessToken = this.#issue(this.#tokens, 'agents');
    this.#refreshCookie = `parley_refresh=${accessToken}`;
    response.setHeader('set-cookie', `${this.#refreshCookie}; HttpOnly; Path=/v1/auth; SameSite=Strict`);
    return { accessToken, expiresAt: inTenMinutes(), agent: this.service.agent };
  }

  #isRefreshed(request: IncomingMessage): boolean {
    return this.#refreshCookie !== '' && request.headers.cookie === this.#refreshCookie;
  }

  #issue(tokens: Map<string, Audience>, audience: Audience): string {
    this.#count += 1;
    const token = `${audience}-${this.#count}`;
    tokens.set(token, audience);
    return token;
  }

  #meetFault(name: CommandName | RouteName): void {
    const index = this.faults.refuseNext.findIndex((fault) => fault.name === name);
    if (index >= 0) refuse(this.faults.refuseNext.splice(index, 1)[0]?.code ?? 'internal');
  }

  #isCut(name: CommandName | RouteName): boolean {
    const index = this.faults.cutBeforeAnswer.indexOf(name);
    if (index >= 0) this.faults.cutBeforeAnswer.splice(index, 1);
    return index >= 0;
  }
}

function asCallErrorBody(code: ErrorCode) {
  const { message, retryable } = ERRORS[code];
  return { code, message, retryable };
}

function kindOf(audience: Audience): 'visitor' | 'agent' {
  return audience === 'public' ? 'visitor' : 'agent';
}

function inTenMinutes(): string {
  return new Date(Date.now() + 600_000).toISOString();
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function routeOf(method: string | undefined, pathname: string) {
  for (const [name, route] of Object.entries(ROUTES)) {
    const pattern = new RegExp(`^${route.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
    const match = route.method === method ? pattern.exec(pathname) : null;
    if (match) return { name: name as RouteName, parameters: match.groups ?? {} };
  }
  return null;
}
