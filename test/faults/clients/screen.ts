import type { ConversationView } from '#client';
import type { LogEvent } from '#contracts';

import { seenOf } from '../runner/recorder.ts';
import type { Recorder } from '../runner/recorder.ts';

/** Looks at one view of the product's client and writes down every change of what it shows. */
export class Screen {
  readonly id: string;
  readonly view: ConversationView;
  readonly #recorder: Recorder;
  readonly #onEvents: (events: readonly LogEvent[]) => void;
  readonly #stop: () => void;
  #shown: readonly LogEvent[] = [];

  constructor(id: string, view: ConversationView, recorder: Recorder, onEvents: (events: readonly LogEvent[]) => void) {
    this.id = id;
    this.view = view;
    this.#recorder = recorder;
    this.#onEvents = onEvents;
    this.#stop = view.subscribe(() => this.#look());
    this.#look();
  }

  get last(): number {
    return this.#shown.at(-1)?.seq ?? 0;
  }

  close(): void {
    this.#stop();
  }

  #look(): void {
    const { events } = this.view.get();
    if (events === this.#shown) return;
    const start = this.#shown[0] ? events.indexOf(this.#shown[0]) : -1;
    const end = start + this.#shown.length;
    const isSequel = start >= 0 && events[end - 1] === this.#shown.at(-1);
    this.#shown = events;
    if (isSequel) this.#grew(events.slice(0, start), events.slice(end));
    else this.#tell(events, true);
  }

  #grew(older: readonly LogEvent[], newer: readonly LogEvent[]): void {
    if (older.length > 0) this.#recorder.add({ op: 'older', view: this.id, events: older.map(seenOf) });
    if (newer.length > 0) this.#tell(newer, false);
  }

  #tell(events: readonly LogEvent[], startsAnew: boolean): void {
    this.#recorder.add({ op: 'shown', view: this.id, startsAnew, events: events.map(seenOf) });
    this.#onEvents(events);
  }
}
