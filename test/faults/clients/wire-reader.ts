import { LIMITS } from '#contracts';
import type { CommandOutput, LogEvent } from '#contracts';

import { seenOf } from '../runner/recorder.ts';
import type { Recorder } from '../runner/recorder.ts';
import { PATIENCE_MS } from './wire-link.ts';
import type { WireLink } from './wire-link.ts';
import { WireTimeline } from './wire-timeline.ts';

const GAP_MS = 200;

type Resumed = CommandOutput<'resume'>['conversations'][number];

export interface WireReaderOptions {
  /** The client's. */
  id: string;
  conversations: readonly string[];
  recorder: Recorder;
  /** The connection that is live, if one is. */
  link: () => WireLink | null;
}

/** What one client shows, kept complete by the protocol's rules: resume, hold what is behind a hole, ask for what is missing. */
export class WireReader {
  readonly #options: WireReaderOptions;
  readonly #timelines: ReadonlyMap<string, WireTimeline>;
  readonly #gaps = new Map<string, NodeJS.Timeout>();
  #epoch: string | undefined;

  constructor(options: WireReaderOptions) {
    this.#options = options;
    this.#timelines = new Map(options.conversations.map((conversation) => [conversation, new WireTimeline()]));
  }

  viewOf(conversation: string): string {
    return `${this.#options.id}/${conversation}`;
  }

  last(conversation: string): number {
    return this.#timeline(conversation).last;
  }

  stop(): void {
    for (const timer of this.#gaps.values()) clearTimeout(timer);
  }

  /** Page by page until everything is live. False when the connection is no good. */
  async resume(link: WireLink, conversations: readonly string[]): Promise<boolean> {
    let behind = conversations;
    while (behind.length > 0) {
      const positions = behind
        .slice(0, LIMITS.conversationsPerSocket)
        .map((conversationId) => ({ conversationId, after: this.last(conversationId) }));
      const epoch = this.#epoch;
      const answer = await link.command('resume', { epoch, conversations: positions }, PATIENCE_MS);
      if (!answer?.ok) return false;
      this.#epoch = answer.data.epoch;
      if (epoch !== undefined && epoch !== answer.data.epoch) return this.#startAnew(link);
      const pages = new Map(answer.data.conversations.map((page) => [page.conversationId, page]));
      for (const { conversationId, after } of positions) this.#accept(link, after, pages.get(conversationId));
      behind = behind.filter((conversation) => !isLive(pages.get(conversation)));
    }
    return true;
  }

  /** An event that came as a frame. */
  hear(link: string, event: LogEvent): void {
    this.#options.recorder.add({ op: 'frame', link, client: this.#options.id, event: seenOf(event) });
    if (this.#timelines.has(event.conversationId)) this.show(event.conversationId, [event]);
  }

  show(conversation: string, events: readonly LogEvent[]): void {
    const timeline = this.#timeline(conversation);
    const shown = timeline.receive(events);
    if (shown.length > 0) this.#tell(conversation, shown, false);
    if (!timeline.hasGap || this.#gaps.has(conversation)) return;
    const timer = setTimeout(() => void this.#fillGap(conversation), GAP_MS);
    this.#gaps.set(conversation, timer);
  }

  /** The log was rewritten: what is known of it counts for nothing. */
  #startAnew(link: WireLink): Promise<boolean> {
    for (const [conversation, timeline] of this.#timelines) {
      timeline.clear();
      this.#tell(conversation, [], true);
    }
    return this.resume(link, this.#options.conversations);
  }

  #accept(link: WireLink, after: number, page: Resumed | undefined): void {
    if (!page?.ok) return;
    const { conversationId: conversation, events, isLive } = page;
    const { id: client, recorder } = this.#options;
    recorder.add({ op: 'joined', link: link.id, client, conversation, after, events: events.map(seenOf), isLive });
    this.show(conversation, events);
  }

  #tell(conversation: string, events: readonly LogEvent[], startsAnew: boolean): void {
    const view = this.viewOf(conversation);
    this.#options.recorder.add({ op: 'shown', view, startsAnew, events: events.map(seenOf) });
  }

  async #fillGap(conversation: string): Promise<void> {
    this.#gaps.delete(conversation);
    const link = this.#options.link();
    if (!link || !this.#timeline(conversation).hasGap) return;
    if (!(await this.resume(link, [conversation]))) link.close();
  }

  #timeline(conversation: string): WireTimeline {
    const timeline = this.#timelines.get(conversation);
    if (!timeline) throw new Error(`${this.#options.id} does not follow ${conversation}`);
    return timeline;
  }
}

/** One that cannot be seen will not be live either: it is not asked for again. */
function isLive(page: Resumed | undefined): boolean {
  return page !== undefined && (!page.ok || page.isLive);
}
