import { DURATIONS, LIMITS } from '#contracts';

import type { Alarm } from '../alarm.ts';
import { asCallError } from '../errors.ts';
import type { CallError } from '../errors.ts';
import type { Access } from '../net/access.ts';
import type { Thread } from './thread.ts';

/** Browsers open six connections to one host, and sending needs some: beyond this, conversations are asked in turn. */
const LONG_POLLS = 3;
const TURN_MS = 3_000;

export interface PollerOptions {
  access: Access;
  alarm: Alarm;
  /** REST did not answer either. */
  onUnavailable: () => void;
}

/** Follows threads by the REST long poll, where sockets do not get through. */
export class Poller {
  readonly #options: PollerOptions;
  readonly #polls = new Map<Thread, AbortController>();

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  follow(thread: Thread): void {
    if (this.#polls.has(thread)) return;
    const poll = new AbortController();
    this.#polls.set(thread, poll);
    void this.#poll(thread, poll.signal);
  }

  leave(thread: Thread): void {
    this.#polls.get(thread)?.abort();
    this.#polls.delete(thread);
  }

  leaveAll(): void {
    for (const thread of this.#polls.keys()) this.leave(thread);
  }

  async #poll(thread: Thread, signal: AbortSignal): Promise<void> {
    const isWanted = () => !signal.aborted;
    let attempt = 0;
    while (isWanted()) {
      const failure = await this.#ask(thread, signal).catch((cause: unknown) => this.#failed(thread, signal, cause));
      attempt = failure ? attempt + 1 : 0;
      if (failure && isWanted()) await this.#options.alarm.pause(attempt, failure.retryAfterMs, isWanted);
    }
  }

  async #ask(thread: Thread, signal: AbortSignal): Promise<null> {
    const after = thread.after(thread.epoch);
    const isTaut = this.#polls.size <= LONG_POLLS;
    const position =
      after === undefined ? {} : { after, limit: LIMITS.eventsPerPage, wait: isTaut ? DURATIONS.longPoll : 0 };
    const page = await this.#options.access.call(
      'conversation.events',
      { conversationId: thread.key, ...position },
      signal,
    );
    if (signal.aborted) return null;
    const isComplete = thread.accept(page, page.epoch, after);
    const isIdle = isComplete && after !== undefined && page.events.length === 0;
    // A server that does not wait must not be asked without a pause.
    if (isIdle) await this.#options.alarm.sleep(isTaut ? 500 : TURN_MS);
    return null;
  }

  /** The failure after which to ask again, if it is one. */
  #failed(thread: Thread, signal: AbortSignal, cause: unknown): CallError | null {
    if (signal.aborted) return null;
    const error = asCallError(cause);
    if (error.code === 'unavailable') this.#options.onUnavailable();
    if (error.isTemporary || error.isForeign) return error;
    thread.fail(error.body);
    this.leave(thread);
    return null;
  }
}
