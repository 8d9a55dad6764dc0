import type { Actor, Receipt } from '#contracts';

import { asCallError } from '../errors.ts';
import type { Connection } from '../net/connection.ts';
import type { Thread } from './thread.ts';

type Watermarks = Pick<Receipt, 'delivered' | 'read'>;

const EVERY_MS = 1_000;
const ZERO: Watermarks = { delivered: 0, read: 0 };

/** Tells how far one has received and read a conversation: at most once a second, the last state always. */
export class ReceiptSender {
  readonly #connection: Connection;
  readonly #me: () => Actor | null;
  readonly #wanted = new Map<Thread, Watermarks>();
  readonly #timers = new Map<Thread, ReturnType<typeof setTimeout>>();

  constructor(connection: Connection, me: () => Actor | null) {
    this.#connection = connection;
    this.#me = me;
  }

  raise(thread: Thread, marks: Partial<Watermarks>): void {
    const wanted = this.#wanted.get(thread) ?? ZERO;
    const read = Math.max(wanted.read, marks.read ?? 0);
    this.#wanted.set(thread, { delivered: Math.max(wanted.delivered, marks.delivered ?? 0, read), read });
    this.flush(thread);
  }

  /** Also after a reconnect: what could not be told then is told now. */
  flush(thread: Thread): void {
    const wanted = this.#wanted.get(thread);
    const isBusy = this.#timers.has(thread) || !this.#connection.carrier.get();
    if (!wanted || isBusy || !isAbove(wanted, this.#told(thread))) return;
    this.#timers.set(
      thread,
      setTimeout(() => this.#again(thread), EVERY_MS),
    );
    void this.#tell(thread, wanted);
  }

  leave(thread: Thread): void {
    clearTimeout(this.#timers.get(thread));
    this.#timers.delete(thread);
    this.#wanted.delete(thread);
  }

  #told(thread: Thread): Watermarks {
    const myId = this.#me()?.id;
    return thread.state.get().receipts.find(({ actor }) => actor.id === myId) ?? ZERO;
  }

  async #tell(thread: Thread, { delivered, read }: Watermarks): Promise<void> {
    const marks = { ...(delivered > 0 && { delivered }), ...(read > 0 && { read }) };
    const me = this.#me();
    try {
      await this.#connection.command('receipt', { conversationId: thread.key, ...marks });
      if (me) thread.raise({ actor: { kind: me.kind, id: me.id }, delivered, read });
    } catch (cause) {
      // What is temporary is told again with the next one, at the latest after the next reconnect.
      if (!asCallError(cause).isTemporary) this.#wanted.delete(thread);
    }
  }

  #again(thread: Thread): void {
    this.#timers.delete(thread);
    this.flush(thread);
  }
}

function isAbove(a: Watermarks, b: Watermarks): boolean {
  return a.delivered > b.delivered || a.read > b.read;
}
