import type { LogEvent } from '#contracts';

import type { Entry, Seen } from '../checker/history.ts';

type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never;

/** Writes down what happens, in the order in which it is noticed. */
export class Recorder {
  readonly entries: Entry[] = [];
  readonly #start = performance.now();

  get now(): number {
    return Math.round(performance.now() - this.#start);
  }

  add(entry: Unstamped<Entry>): void {
    this.entries.push({ at: this.now, ...entry });
  }
}

export function seenOf(event: LogEvent): Seen {
  const { conversationId, seq, prevSeq, type, actor, clientId } = event;
  const text = 'text' in event ? event.text : '';
  return { conversation: conversationId, seq, prevSeq, type, actor: actor.id, clientId, text };
}
