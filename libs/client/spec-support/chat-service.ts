import { randomUUID } from 'node:crypto';

import type { Actor, Agent, Appended, Audience, Command, CommandName, ErrorCode, LogEvent, Receipt } from '#contracts';
import type { RouteName, RouteOutput, RouteRequest } from '#contracts';
import { DURATIONS, LIMITS, errorBody } from '#contracts';

import { CallError } from '../errors.ts';
import { ServerLog } from './server-log.ts';
import type { Body } from './server-log.ts';

type CommandHandlers = { [N in CommandName]: (audience: Audience, input: Command<N>) => unknown };
type RouteHandlers = { [N in RouteName]?: (audience: Audience, input: RouteRequest<N>) => unknown };

export interface Listener {
  onEvent: (log: ServerLog, event: LogEvent) => void;
  onSignal: (conversationId: string, name: string, payload: object, from: Audience) => void;
}

/** Does what the contracts say, in memory, for one visitor and one agent. */
export class ChatService {
  readonly agent: Agent = {
    id: randomUUID(),
    workspaceId: randomUUID(),
    name: 'Ada',
    email: 'ada@example.com',
    role: 'agent',
    isOnline: true,
  };
  readonly actors: Record<Audience, Actor> = {
    public: { kind: 'visitor', id: randomUUID(), name: null },
    agents: { kind: 'agent', id: this.agent.id, name: this.agent.name },
  };
  /** What the visitor's browser keeps: another visitor has another. */
  sessionToken = 'session';
  readonly site = { id: randomUUID(), name: 'Demo', isOnline: true };
  readonly logs: ServerLog[] = [];
  readonly listeners = new Set<Listener>();
  epoch: string = randomUUID();
  readonly #created = new Map<string, ServerLog>();
  readonly #receipts = new Map<string, Receipt[]>();

  open(clientId: string = randomUUID()): ServerLog {
    const { id, name } = this.actors.public;
    const log = this.#created.get(clientId) ?? new ServerLog({ id, name });
    if (!this.#created.has(clientId)) this.logs.push(log);
    this.#created.set(clientId, log);
    return log;
  }

  /** The anonymous visitor turns out to be somebody who is known: the session stays, the visitor is another. */
  identify(name: string): void {
    this.actors.public = { kind: 'visitor', id: randomUUID(), name };
  }

  append(log: ServerLog, audience: Audience, body: Body, clientId: string = randomUUID()): Appended {
    const { event, isNew } = log.append(this.actors[audience], clientId, body);
    if (isNew) for (const listener of this.listeners) listener.onEvent(log, event);
    return log.ackFor(audience, event.seq);
  }

  say(log: ServerLog, audience: Audience, text: string): Appended {
    return this.append(log, audience, { type: 'message.created', text });
  }

  receipts(log: ServerLog): Receipt[] {
    return this.#receipts.get(log.id) ?? [];
  }

  readonly commands: CommandHandlers = {
    resume: (audience, { epoch, conversations }) => ({
      epoch: this.epoch,
      conversations: conversations.map(({ conversationId, after }) => {
        const log = this.logs.find(({ id }) => id === conversationId);
        if (!log) return { ok: false, conversationId, code: 'not_found' };
        const isNewest = after === undefined || (epoch !== undefined && epoch !== this.epoch);
        const limit = isNewest ? LIMITS.newestEvents : LIMITS.eventsPerPage;
        const page = log.page(audience, { after: isNewest ? undefined : after, limit });
        return { ok: true, conversationId, ...page, ...this.#about(audience, log), isLive: !page.hasMore };
      }),
    }),
    'session.refresh': () => ({ expiresAt: new Date(Date.now() + DURATIONS.socketSession * 1_000).toISOString() }),
    'conversation.leave': () => ({}),
    'message.send': (audience, { conversationId, clientId, text }) => {
      const log = this.#find(conversationId);
      if (log.summary('agents').status === 'closed') return refuse('conversation_closed');
      return this.append(log, audience, { type: 'message.created', text }, clientId);
    },
    'note.add': (audience, { conversationId, clientId, text }) =>
      this.append(this.#find(conversationId), audience, { type: 'note.added', text }, clientId),
    typing: (audience, input) => this.#tell(audience, 'typing.changed', { ...input, actor: this.actors[audience] }),
    receipt: (audience, { conversationId, delivered = 0, read = 0 }) => {
      const { kind, id } = this.actors[audience];
      const others = this.receipts(this.#find(conversationId)).filter(({ actor }) => actor.id !== id);
      const receipt: Receipt = { actor: { kind, id }, delivered, read };
      this.#receipts.set(conversationId, [...others, receipt]);
      return this.#tell(audience, 'receipt.updated', { conversationId, ...receipt });
    },
    'conversation.assign': (audience, { conversationId, clientId, assigneeId }) => {
      const assignee = assigneeId === null ? null : { id: assigneeId, name: this.agent.name };
      return this.append(this.#find(conversationId), audience, { type: 'conversation.assigned', assignee }, clientId);
    },
    'conversation.close': (audience, { conversationId, clientId }) =>
      this.append(this.#find(conversationId), audience, { type: 'conversation.closed', reason: 'agent' }, clientId),
    'conversation.reopen': (audience, { conversationId, clientId }) =>
      this.append(this.#find(conversationId), audience, { type: 'conversation.reopened' }, clientId),
  };

  readonly routes: RouteHandlers = {
    'conversation.create': (audience, { clientId }) => this.open(clientId).summary(audience),
    'conversation.list': (audience, input) => this.#list(audience, input),
    'conversation.get': (audience, { conversationId }) => this.#find(conversationId).summary(audience),
    'conversation.events': (audience, input) => this.#events(audience, input),
    'agent.list': () => ({ agents: [this.agent] }),
    'agent.me': () => this.agent,
    'visitor.site': () => this.site,
    'visitor.endSession': () => undefined,
  };

  #list(audience: Audience, { status, assignee, limit }: RouteRequest<'conversation.list'>) {
    const all = this.logs.map((log) => log.summary(audience)).toReversed();
    const wanted = all.filter(
      (conversation) =>
        (status === undefined || (status === 'closed') === (conversation.status === 'closed')) &&
        (assignee === undefined || (assignee === 'nobody') === (conversation.assignee === null)),
    );
    return { conversations: wanted.slice(0, limit), nextCursor: null };
  }

  async #events(
    audience: Audience,
    input: RouteRequest<'conversation.events'>,
  ): Promise<RouteOutput<'conversation.events'>> {
    const { after, wait } = input;
    const log = this.#find(input.conversationId);
    const isEmpty = () => log.page(audience, input).events.length === 0;
    if (after !== undefined && wait > 0 && isEmpty()) await this.#nextEvent(Math.min(wait, DURATIONS.longPoll) * 1_000);
    return { epoch: this.epoch, ...log.page(audience, input), ...this.#about(audience, log) };
  }

  #nextEvent(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.listeners.delete(listener);
        resolve();
      };
      const listener: Listener = { onEvent: end, onSignal: () => undefined };
      const timer = setTimeout(end, ms).unref();
      this.listeners.add(listener);
    });
  }

  #about(audience: Audience, log: ServerLog) {
    return { conversation: log.summary(audience), receipts: this.receipts(log) };
  }

  #find(conversationId: string): ServerLog {
    return this.logs.find(({ id }) => id === conversationId) ?? refuse('not_found');
  }

  #tell<T extends { conversationId: string }>(from: Audience, name: string, payload: T): object {
    for (const listener of this.listeners) listener.onSignal(payload.conversationId, name, payload, from);
    return {};
  }
}

export function refuse(code: ErrorCode): never {
  throw new CallError(errorBody(code));
}
