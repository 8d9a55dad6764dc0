import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

import { Inject, Injectable } from '@nestjs/common';

import { DomainError, validate } from '#common';
import type { SessionActor } from '#common';
import { CONFIG } from '#config';
import type { Config } from '#config';
import { COMMANDS, LIMITS, POLICY, isAllowed, isCommandName } from '#contracts';
import type { CommandName, ErrorCode, Rule } from '#contracts';
import { commandSchemas } from '#contracts/schemas';
import { Logger } from '#observability';
import { Lifecycle, toDomainError } from '#process';

import { announceClosing, closeSocket } from './close-socket.ts';
import { CommandLimit } from './command-limit.ts';
import { CommandQueue } from './command-queue.ts';
import { commandsOf } from './gateway.decorator.ts';
import type { Namespace, Socket } from './socket.ts';

type Handler = (input: unknown, socket: Socket) => unknown;
type Answer = (envelope: unknown) => void;

/** Clients of a draining instance come back spread over this window. */
const RECONNECT_WINDOW_MS = 5_000;
/** What clients sent before they heard of it is on its way this long. */
const LINGER_MS = 300;

/**
 * Takes every frame of every socket to its handler: checks the name, the right, the bounds and the input, keeps each socket's
 * order, and always acks, whatever happens. One function serves all sockets, so that a connection costs none of its own.
 */
@Injectable()
export class CommandDispatcher {
  readonly #handlers = new Map<Namespace, Map<CommandName, Handler>>();
  readonly #limit: CommandLimit | null;
  #pending = 0;
  #whenIdle: (() => void) | undefined;

  constructor(
    private readonly logger: Logger,
    private readonly lifecycle: Lifecycle,
    @Inject(CONFIG) config: Config,
  ) {
    this.#limit = config.rateLimitFactor > 0 ? new CommandLimit(config.rateLimitFactor) : null;
    lifecycle.onDrain(() => this.drain());
  }

  /** Serves a gateway's commands on its namespace; a command of its audience without a handler is refused at start. */
  serve(namespace: Namespace, gateway: object, audience: SessionActor['kind']): void {
    const handlers = bind(gateway);
    const names = Object.keys(COMMANDS).filter(isCommandName);
    const missing = names.find((name) => isFor(name, audience) && !handlers.has(name));
    if (missing) throw new TypeError(`${gateway.constructor.name} has no handler for the command ${missing}`);
    this.#handlers.set(namespace, handlers);
    const receive = this.receive.bind(this);
    function onFrame(this: Socket, ...frame: unknown[]): void {
      receive(this, frame);
    }
    namespace.on('connection', (socket) => void socket.onAny(onFrame));
  }

  private receive(socket: Socket, frame: unknown[]): void {
    const last = frame.at(-1);
    const answer: Answer = typeof last === 'function' ? (last as Answer) : () => undefined;
    const waitMs = this.charge(socket);
    if (waitMs > 0) return this.slowDown(socket, waitMs, answer);
    const [name, input, ...more] = typeof last === 'function' ? frame.slice(0, -1) : frame;
    const refusal = this.refusal(socket, name, more);
    if (refusal) return answer({ ok: false, error: new DomainError(refusal).toBody() });
    const command = name as CommandName;
    const queue = (socket.data.queue ??= new CommandQueue());
    this.#pending += 1;
    queue.add(() => this.run(socket, command, input, answer), COMMANDS[command].isPipelined);
  }

  private charge(socket: Socket): number {
    return this.#limit?.take(socket.data.actor.id, performance.now()) ?? 0;
  }

  private slowDown(socket: Socket, waitMs: number, answer: Answer): void {
    if (waitMs === Infinity) return closeSocket(socket, 'flooding');
    answer({ ok: false, error: new DomainError('rate_limited', undefined, waitMs).toBody() });
  }

  private refusal(socket: Socket, name: unknown, more: unknown[]): ErrorCode | null {
    if (!isCommandName(name)) return 'unknown_command';
    if (!isAllowed(name, socket.data.actor)) return 'forbidden';
    if (more.length > 0) return 'invalid_request';
    if (this.lifecycle.isDraining) return 'draining';
    if ((socket.data.queue?.pending ?? 0) >= LIMITS.pendingCommandsPerSocket) return 'too_many_pending';
    return null;
  }

  private async run(socket: Socket, name: CommandName, input: unknown, answer: Answer): Promise<void> {
    try {
      // It waited behind another one, and meanwhile the right to be here was taken back.
      if (socket.data.closing) throw new DomainError('forbidden');
      const handle = this.#handlers.get(socket.nsp)?.get(name);
      if (!handle) throw new DomainError('unknown_command');
      const data = await handle(validate(commandSchemas[name].input, input), socket);
      answer({ ok: true, data: data ?? {} });
    } catch (error) {
      const context = { command: name, socketId: socket.id, actorId: socket.data.actor.id };
      answer({ ok: false, error: toDomainError(error, this.logger, context).toBody() });
    } finally {
      this.#pending -= 1;
      if (this.#pending === 0) this.#whenIdle?.();
    }
  }

  /** Sends every client elsewhere, spread over a window; answers what has come, and refuses what is still under way. */
  private async drain(): Promise<void> {
    const sockets = [...this.#handlers.keys()].flatMap((namespace) => [...namespace.sockets.values()]);
    for (const socket of sockets) announceClosing(socket, 'draining', randomInt(RECONNECT_WINDOW_MS));
    if (this.#pending > 0) await new Promise<void>((resolve) => (this.#whenIdle = resolve));
    if (sockets.length > 0) await setTimeout(LINGER_MS);
    for (const socket of sockets) socket.disconnect(true);
  }
}

function isFor(name: CommandName, audience: SessionActor['kind']): boolean {
  const rule: Rule = POLICY[name];
  return rule[audience] !== undefined;
}

function bind(gateway: object): Map<CommandName, Handler> {
  const handlers = new Map<CommandName, Handler>();
  for (const [name, { method, parameters }] of commandsOf(gateway)) {
    const call = (gateway as Record<string, (...args: unknown[]) => unknown>)[method];
    if (!call) throw new TypeError(`${gateway.constructor.name}.${method} is not a method`);
    handlers.set(name, (input, socket) => {
      const given = { input, socket, actor: socket.data.actor };
      return call.apply(
        gateway,
        parameters.map((kind) => given[kind]),
      );
    });
  }
  return handlers;
}
