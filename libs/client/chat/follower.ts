import type { CommandOutput } from '#contracts';
import { LIMITS, errorBody } from '#contracts';

import type { Alarm } from '../alarm.ts';
import { hasGap } from '../core/timeline.ts';
import { asCallError } from '../errors.ts';
import type { Connection } from '../net/connection.ts';
import type { Thread } from './thread.ts';

type Resumed = CommandOutput<'resume'>;

/** Most gaps are two frames that changed places: they heal before anybody is asked. */
const GAP_MS = 200;
const GAP_MAX_MS = 10_000;

/** Follows threads over the socket: everything that is behind is resumed in as few commands as possible. */
export class Follower {
  readonly #connection: Connection;
  readonly #alarm: Alarm;
  readonly #behind = new Set<Thread>();
  readonly #gaps = new Map<Thread, ReturnType<typeof setTimeout>>();
  /** How often a gap was asked for in vain. */
  readonly #vain = new WeakMap<Thread, number>();
  #epoch: string | undefined;
  #isResuming = false;
  /** How long the server wants to be left alone, as it said last. */
  #retryAfterMs = 0;

  constructor(connection: Connection, alarm: Alarm) {
    this.#connection = connection;
    this.#alarm = alarm;
  }

  /** The thread is behind, or may be. */
  catchUp(...threads: Thread[]): void {
    for (const thread of threads) this.#behind.add(thread);
    // Threads that are opened in one go share a command.
    if (!this.#isResuming) queueMicrotask(() => void this.#resumeAll());
  }

  /** Asks for what is missing unless it comes by itself in a moment; less and less often when asking does not help. */
  watchGap(thread: Thread): void {
    if (!hasGap(thread.timeline)) {
      this.#forgetGap(thread);
      this.#vain.delete(thread);
    } else if (!this.#gaps.has(thread)) {
      const vain = this.#vain.get(thread) ?? 0;
      this.#vain.set(thread, vain + 1);
      const waitMs = Math.min(GAP_MS * 2 ** vain, GAP_MAX_MS);
      this.#gaps.set(
        thread,
        setTimeout(() => this.#fill(thread), waitMs),
      );
    }
  }

  leave(thread: Thread): void {
    this.#behind.delete(thread);
    this.#forgetGap(thread);
  }

  #fill(thread: Thread): void {
    this.#gaps.delete(thread);
    this.catchUp(thread);
  }

  #forgetGap(thread: Thread): void {
    clearTimeout(this.#gaps.get(thread));
    this.#gaps.delete(thread);
  }

  async #resumeAll(): Promise<void> {
    if (this.#isResuming) return;
    this.#isResuming = true;
    const isWanted = () => this.#behind.size > 0 && this.#connection.carrier.get() === 'socket';
    let attempt = 0;
    while (isWanted()) {
      const threads = [...this.#behind].slice(0, LIMITS.conversationsPerSocket);
      const hasMoved = await this.#resume(threads);
      attempt = hasMoved ? 0 : attempt + 1;
      if (!hasMoved) await this.#alarm.pause(attempt, this.#retryAfterMs, isWanted);
    }
    this.#isResuming = false;
  }

  /** Resolves with whether it brought anybody further. */
  async #resume(threads: Thread[]): Promise<boolean> {
    const epoch = this.#epoch;
    const asked = threads.map((thread) => ({ conversationId: thread.key, after: thread.after(epoch) }));
    for (const thread of threads) this.#behind.delete(thread);
    this.#retryAfterMs = 0;
    try {
      const answer = await this.#connection.command('resume', { epoch, conversations: asked });
      this.#epoch = answer.epoch;
      const isKnown = answer.epoch === epoch;
      const moved = threads.map((thread, n) => this.#accept(thread, answer, isKnown ? asked[n]?.after : undefined));
      return moved.includes(true);
    } catch (cause) {
      const error = asCallError(cause);
      this.#retryAfterMs = error.retryAfterMs;
      for (const thread of threads)
        if (error.isTemporary) this.#behind.add(thread);
        else thread.fail(error.body);
      return !error.isTemporary;
    }
  }

  #accept(thread: Thread, answer: Resumed, after: number | undefined): boolean {
    const part = answer.conversations.find(({ conversationId }) => conversationId === thread.key);
    if (!part?.ok) {
      thread.fail(errorBody('not_found'));
      return true;
    }
    const isComplete = thread.accept(part, answer.epoch, after);
    if (!isComplete || !part.isLive) this.#behind.add(thread);
    return part.isLive || part.events.length > 0;
  }
}
