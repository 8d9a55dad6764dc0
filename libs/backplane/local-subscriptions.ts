import type { MessageListener, Subscription } from './bus.ts';
import type { Report } from './report.ts';

interface Entry {
  listener: MessageListener;
  isOpen: boolean;
}

/** The listeners of this instance. One that throws is reported and never keeps a message from the others. */
export class LocalSubscriptions {
  private readonly byChannel = new Map<string, Set<Entry>>();

  constructor(private readonly report: Report) {}

  /** `onLast` is called when nobody listens to the channel any more. */
  add(channel: string, listener: MessageListener, onLast: (channel: string) => void): Subscription {
    const entry: Entry = { listener, isOpen: true };
    this.entries(channel).add(entry);
    return { close: () => this.remove(channel, entry) && onLast(channel) };
  }

  /** Reaches those who listened when it was called; a listener may subscribe and close while it runs. */
  deliver(channel: string, message: string): void {
    const listening = Array.from(this.byChannel.get(channel) ?? []);
    for (const entry of listening) if (entry.isOpen) this.call(entry, message);
  }

  private entries(channel: string): Set<Entry> {
    const known = this.byChannel.get(channel);
    if (known) return known;
    const entries = new Set<Entry>();
    this.byChannel.set(channel, entries);
    return entries;
  }

  private remove(channel: string, entry: Entry): boolean {
    if (!entry.isOpen) return false;
    entry.isOpen = false;
    const entries = this.entries(channel);
    entries.delete(entry);
    return entries.size === 0 && this.byChannel.delete(channel);
  }

  private call(entry: Entry, message: string): void {
    try {
      entry.listener(message);
    } catch (error) {
      this.report('A listener of the bus failed', error);
    }
  }
}
