import type { CommandInput, CommandName, CommandOutput, DisconnectReason, RouteName, RouteOutput } from '#contracts';
import { DISCONNECTS, ERRORS, errorBody, isErrorCode } from '#contracts';

import { Alarm, backoff } from '../alarm.ts';
import type { ConnectionState } from '../api.ts';
import { CallError, asCallError, unavailable } from '../errors.ts';
import { Value } from '../value.ts';
import type { Access } from './access.ts';
import { keepTrusted } from './keep-trusted.ts';
import { isHidden, onPageReturn } from './page-return.ts';
import type { Closing, LiveSocket } from './socket.ts';
import { openSocket } from './socket.ts';

/** What brings commands to the server just now; null when nothing does. */
export type Carrier = 'socket' | 'rest' | null;

export interface ConnectionOptions {
  /** Origin and namespace of the socket, given the origin the server names, if it names one. */
  socketUrl: (named: string | null) => string;
  access: Access;
  onEvent: (name: string, payload: unknown) => void;
  /** The server does not want this client; there are no further attempts. */
  onRefused: (error: CallError) => void;
}

/** After so many failed upgrades, while REST answers, a proxy is taken to refuse sockets. */
const REFUSED_UPGRADES = 3;
const RETRY_UPGRADE_MS = 60_000;
/** A connection that lasted this long was a good one: the back-off starts anew. */
const STEADY_MS = 10_000;
/** A newer connection took the place of this one: it would be a quarrel to come back by itself. `setTimeout` takes no more. */
const UNTIL_LOOKED_AT_MS = 2 ** 31 - 1;

/** Keeps one socket open for as long as it is started, and says what to use meanwhile. */
export class Connection {
  readonly state = new Value<ConnectionState>('idle');
  readonly carrier = new Value<Carrier>(null);
  readonly #options: ConnectionOptions;
  readonly #alarm = new Alarm();
  #run: AbortController | null = null;
  #stopWatching = () => {};
  #socket: LiveSocket | null = null;
  #failures = 0;
  /** Before then the server does not want to be asked. */
  #quietUntil = 0;
  #refusedUpgrades = 0;
  #hasBeenLive = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#run) return this.hurry();
    this.#run = new AbortController();
    this.#stopWatching = onPageReturn(() => this.hurry());
    this.#failures = 0;
    this.#refusedUpgrades = 0;
    this.#enter('connecting', null);
    void this.#keepOpen(this.#run.signal);
  }

  stop(): void {
    this.#end('idle');
  }

  /** Cuts a wait short, if there is one. */
  hurry(): void {
    if (Date.now() >= this.#quietUntil) this.#alarm.wake();
  }

  /** By the socket when it is up, by the route of the same name otherwise. */
  async command<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
    if (this.#socket) return this.#socket.command(name, input);
    if (name === 'resume' || name === 'conversation.leave' || name === 'session.refresh') throw unavailable();
    return (await this.#options.access.call<RouteName>(name, input)) as CommandOutput<N>;
  }

  async #keepOpen(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const waitMs = await this.#attempt(signal);
      if (!signal.aborted) await this.#alarm.sleep(waitMs);
    }
  }

  /** One attempt and the life of the socket it leads to; resolves with how long to wait before the next. */
  async #attempt(signal: AbortSignal): Promise<number> {
    let pass: RouteOutput<'socket.ticket'>;
    try {
      pass = await this.#options.access.call('socket.ticket', {}, signal);
    } catch (error) {
      return signal.aborted ? 0 : this.#unreachable(asCallError(error));
    }
    if (this.#refusedUpgrades > 0) this.#useRest();
    const { socketUrl, onEvent } = this.#options;
    try {
      const socket = await openSocket({ url: socketUrl(pass.url), ticket: pass.ticket, signal, onEvent });
      return await this.#live(socket, pass.sessionSeconds, signal);
    } catch (error) {
      return signal.aborted ? 0 : this.#notOpened(error instanceof CallError ? error : null);
    }
  }

  async #live(socket: LiveSocket, sessionSeconds: number, signal: AbortSignal): Promise<number> {
    const since = Date.now();
    const over = new AbortController();
    this.#socket = socket;
    this.#refusedUpgrades = 0;
    this.#hasBeenLive = true;
    keepTrusted(socket, this.#options.access, sessionSeconds, over.signal);
    this.#enter('live', 'socket');
    const closing = await socket.closed;
    over.abort();
    if (signal.aborted) return 0;
    this.#socket = null;
    if (Date.now() - since > STEADY_MS) this.#failures = 0;
    this.#enter('connecting', null);
    return this.#afterClosing(closing, signal);
  }

  async #afterClosing(closing: Closing, signal: AbortSignal): Promise<number> {
    const waitMs = backoff(this.#failures++);
    if (!closing) return waitMs;
    if (closing.reason === 'too_many_connections') return this.#stayAway(signal);
    // A reason that a newer server invented says nothing against coming back.
    const { reconnect } = DISCONNECTS[closing.reason] ?? { reconnect: 'yes' };
    if (reconnect === 'no') return this.#refuse(refusalFor(closing.reason));
    if (reconnect === 'with_new_token') await this.#renew();
    return reconnect === 'yes' ? closing.afterMs + waitMs : waitMs;
  }

  async #stayAway(signal: AbortSignal): Promise<number> {
    do {
      const woken = this.#alarm.sleep(UNTIL_LOOKED_AT_MS);
      this.#enter('offline', null);
      await woken;
    } while (!signal.aborted && isHidden());
    return 0;
  }

  /** REST does not answer, or does not want us. */
  #unreachable(error: CallError): number {
    if (this.#refusedUpgrades < REFUSED_UPGRADES) this.#refusedUpgrades = 0;
    if (isFinal(error)) return this.#refuse(error);
    this.#enter('offline', null);
    return this.#waitAfter(error);
  }

  /** REST answers, the socket does not open; with an error, the upgrade worked and the server refused the handshake. */
  async #notOpened(refusal: CallError | null): Promise<number> {
    if (refusal && isFinal(refusal)) return this.#refuse(refusal);
    if (refusal?.isAboutToken) await this.#renew();
    if (!refusal) this.#refusedUpgrades += 1;
    if (this.#refusedUpgrades > 0) this.#useRest();
    // Where a socket was open before, no proxy is in the way and it will soon be back.
    const isHopeless = this.#refusedUpgrades >= REFUSED_UPGRADES && !this.#hasBeenLive;
    return isHopeless ? RETRY_UPGRADE_MS : this.#waitAfter(refusal);
  }

  /** Not before the server says, and then not all at once. */
  #waitAfter(error: CallError | null): number {
    const retryAfterMs = error?.retryAfterMs ?? 0;
    this.#quietUntil = Date.now() + retryAfterMs;
    return retryAfterMs + backoff(this.#failures++);
  }

  /** REST has just answered: nobody has to wait for the sockets to be given up. */
  #useRest(): void {
    this.#enter(this.#refusedUpgrades >= REFUSED_UPGRADES ? 'polling' : 'connecting', 'rest');
  }

  #refuse(error: CallError): number {
    this.#end('offline');
    this.#options.onRefused(error);
    return 0;
  }

  async #renew(): Promise<void> {
    await this.#options.access.renew().catch(() => undefined); // the next attempt meets the same error
  }

  #end(state: ConnectionState): void {
    this.#stopWatching();
    this.#run?.abort();
    this.#run = null;
    this.#socket = null;
    this.#enter(state, null);
    this.#alarm.wake();
  }

  #enter(state: ConnectionState, carrier: Carrier): void {
    this.state.set(state);
    this.carrier.set(carrier);
  }
}

function isFinal(error: CallError): boolean {
  if (error.isForeign) return false;
  const { status } = ERRORS[error.code];
  return status === 403 || status === 404 || error.code === 'invalid_identity' || error.code === 'session_ended';
}

/** Most reasons are errors as well; of the others the sentence is what can be told. */
function refusalFor(reason: DisconnectReason): CallError {
  if (isErrorCode(reason)) return new CallError(errorBody(reason));
  return new CallError({ ...errorBody('forbidden'), message: DISCONNECTS[reason].message });
}
