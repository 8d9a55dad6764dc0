import { setTimeout as delay } from 'node:timers/promises';

import type { ParleyClient } from '#client';
import { LIMITS } from '#contracts';
import type { Appended, Envelope, LogEvent } from '#contracts';

import type { ClientInfo, ViewInfo } from '../checker/history.ts';
import type { Random } from '../random.ts';
import { seenOf } from '../runner/recorder.ts';
import type { Recorder } from '../runner/recorder.ts';
import type { ChatClient, Standing } from './chat-client.ts';
import { WireLink } from './wire-link.ts';
import { WireOutbox } from './wire-outbox.ts';
import type { WireMessage } from './wire-outbox.ts';
import { WireTimeline } from './wire-timeline.ts';

const PATIENCE_MS = 4_000;
const GAP_MS = 200;

export interface WireClientOptions {
  id: string;
  info: ClientInfo;
  conversations: readonly string[];
  recorder: Recorder;
  random: Random;
  /** REST, as this person. */
  call: ParleyClient['call'];
  /** One for each instance. */
  urls: readonly string[];
  /** Messages under way at once. */
  window: number;
  /** How often a message goes out on two instances at the same time. */
  twins: number;
  /** Told of what was acknowledged or heard, as it comes. */
  onTold: (event: { conversation: string; seq: number; clientId: string }) => void;
}

/** A client written from the protocol's description alone. It roams, sends without waiting, and sends again what it is not sure of. */
export class WireClient implements ChatClient {
  readonly id: string;
  readonly info: ClientInfo;
  readonly conversations: readonly string[];
  readonly views: Record<string, ViewInfo>;
  readonly call: ParleyClient['call'];
  acknowledged = 0;
  readonly #options: WireClientOptions;
  readonly #outbox = new WireOutbox();
  readonly #timelines = new Map<string, WireTimeline>();
  readonly #gaps = new Map<string, NodeJS.Timeout>();
  #epoch: string | undefined;
  #link: WireLink | null = null;
  #twin: WireLink | null = null;
  #isLive = false;
  #wasLive = false;
  #isStopped = false;
  #links = 0;

  constructor(options: WireClientOptions) {
    this.#options = options;
    this.id = options.id;
    this.info = options.info;
    this.call = options.call;
    this.conversations = options.conversations;
    this.views = Object.fromEntries(
      this.conversations.map((conversation) => [
        this.#viewOf(conversation),
        { client: this.id, conversation, isFinal: true },
      ]),
    );
    for (const conversation of this.conversations) this.#timelines.set(conversation, new WireTimeline());
  }

  start(): void {
    void this.#keepConnected();
  }

  write(conversation: string, kind: 'message' | 'note', text: string): void {
    this.#outbox.add({ conversation, kind, text, clientId: crypto.randomUUID() });
    this.#pump();
  }

  standings(): Standing[] {
    return this.conversations.map((conversation) => {
      const last = this.#wasLive ? this.#timeline(conversation).last : -1;
      return { conversation, view: this.#viewOf(conversation), unsent: this.#outbox.unsent(conversation), last };
    });
  }

  /** Goes to another instance. */
  async disturb(): Promise<void> {
    this.#link?.close();
    this.#twin?.close();
  }

  async complete(): Promise<void> {}

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#gaps.values()) clearTimeout(timer);
    void this.disturb();
  }

  async #keepConnected(): Promise<void> {
    while (!this.#isStopped) {
      const link = await this.#connect();
      if (link && !this.#isStopped) await this.#live(link);
      else link?.close();
      if (!this.#isStopped) await delay(this.#options.random.int(50, 600));
    }
  }

  async #live(link: WireLink): Promise<void> {
    this.#link = link;
    if (await this.#resume(link, this.conversations)) {
      this.#isLive = true;
      this.#wasLive = true;
      this.#pump();
    } else link.close();
    await link.closed;
    this.#link = null;
    this.#isLive = false;
  }

  async #connect(): Promise<WireLink | null> {
    const { random, urls } = this.#options;
    const pass = await this.call('socket.ticket', {}).catch(() => null);
    if (!pass) return null;
    this.#links += 1;
    const id = `${this.id}~${this.#links}`;
    const onEvent = (event: LogEvent) => this.#hear(id, event);
    return WireLink.open({ id, url: random.pick(urls), kind: this.info.kind, ticket: pass.ticket, onEvent });
  }

  /** Page by page until everything is live. False when the connection is no good. */
  async #resume(link: WireLink, conversations: readonly string[]): Promise<boolean> {
    let behind = conversations;
    while (behind.length > 0) {
      const asked = behind.slice(0, LIMITS.conversationsPerSocket);
      const epoch = this.#epoch;
      const positions = asked.map((conversation) => ({
        conversationId: conversation,
        after: this.#timeline(conversation).last,
      }));
      const answer = await link.command('resume', { epoch, conversations: positions }, PATIENCE_MS);
      if (!answer?.ok) return false;
      this.#epoch = answer.data.epoch;
      if (epoch !== undefined && epoch !== answer.data.epoch) return this.#startAnew(link);
      const pages = new Map(answer.data.conversations.map((page) => [page.conversationId, page]));
      for (const { conversationId, after } of positions)
        this.#accept(link, conversationId, after, pages.get(conversationId));
      behind = behind.filter((conversation) => {
        const page = pages.get(conversation);
        return page?.ok && !page.isLive;
      });
    }
    return true;
  }

  /** The log was rewritten: what is known of it counts for nothing. */
  #startAnew(link: WireLink): Promise<boolean> {
    for (const conversation of this.conversations) {
      this.#timeline(conversation).clear();
      this.#options.recorder.add({ op: 'shown', view: this.#viewOf(conversation), startsAnew: true, events: [] });
    }
    return this.#resume(link, this.conversations);
  }

  #accept(
    link: WireLink,
    conversation: string,
    after: number,
    page: { ok: boolean; events?: LogEvent[] } | undefined,
  ): void {
    const events = page?.events ?? [];
    const entry = { link: link.id, client: this.id, conversation, after, events: events.map(seenOf) };
    this.#options.recorder.add({ op: 'joined', ...entry });
    this.#show(conversation, events);
  }

  #hear(link: string, event: LogEvent): void {
    const { conversationId: conversation, seq, clientId } = event;
    this.#options.recorder.add({ op: 'frame', link, client: this.id, event: seenOf(event) });
    this.#options.onTold({ conversation, seq, clientId });
    if (this.#timelines.has(conversation)) this.#show(conversation, [event]);
  }

  #show(conversation: string, events: readonly LogEvent[]): void {
    const timeline = this.#timeline(conversation);
    const shown = timeline.receive(events).map(seenOf);
    if (shown.length > 0)
      this.#options.recorder.add({ op: 'shown', view: this.#viewOf(conversation), startsAnew: false, events: shown });
    if (timeline.hasGap && !this.#gaps.has(conversation))
      this.#gaps.set(
        conversation,
        setTimeout(() => void this.#fillGap(conversation), GAP_MS),
      );
  }

  async #fillGap(conversation: string): Promise<void> {
    this.#gaps.delete(conversation);
    const link = this.#link;
    if (!link || !this.#isLive || !this.#timeline(conversation).hasGap) return;
    if (!(await this.#resume(link, [conversation]))) link.close();
  }

  #pump(): void {
    const { window } = this.#options;
    const link = this.#link;
    while (link && this.#isLive && this.#outbox.underWay < window) {
      const message = this.#outbox.take();
      if (!message) return;
      void this.#attempt(message, link);
      if (this.#options.random.chance(this.#options.twins)) void this.#attemptOnTwin(message);
    }
  }

  async #attempt(message: WireMessage, link: WireLink): Promise<void> {
    const { client, conversation, clientId, attempt } = this.#record(message, link);
    const command = message.kind === 'note' ? 'note.add' : 'message.send';
    const input = { conversationId: conversation, clientId, text: message.text };
    const answer = await link.command(command, input, PATIENCE_MS);
    const { recorder } = this.#options;
    if (answer?.ok) recorder.add({ op: 'ok', client, conversation, clientId, attempt, seq: answer.data.seq });
    else if (answer) recorder.add({ op: 'refused', client, conversation, clientId, attempt, code: answer.error.code });
    else recorder.add({ op: 'unknown', client, conversation, clientId, attempt });
    this.#settle(message, link, answer);
  }

  #record(message: WireMessage, link: WireLink) {
    const { conversation, clientId, kind, text } = message;
    message.attempts += 1;
    const attempt = { client: this.id, conversation, clientId, attempt: message.attempts };
    this.#options.recorder.add({ op: 'invoke', ...attempt, link: link.id, kind, text });
    return attempt;
  }

  #settle(message: WireMessage, link: WireLink, answer: Envelope<Appended> | null): void {
    if (answer?.ok) this.#acknowledge(message, answer.data);
    else if (message.isDone || link === this.#twin) return;
    else if (!answer) {
      this.#outbox.putBack(message);
      link.close();
    } else if (answer.error.retryable) {
      setTimeout(
        () => {
          this.#outbox.putBack(message);
          this.#pump();
        },
        this.#options.random.int(50, 300),
      );
    } else this.#outbox.finish(message);
  }

  #acknowledge(message: WireMessage, { seq, prevSeq, at }: Appended): void {
    const { conversation, clientId, kind, text } = message;
    if (!message.isDone) this.acknowledged += 1;
    this.#outbox.finish(message);
    this.#options.onTold({ conversation, seq, clientId });
    const actor = { kind: this.info.kind, id: this.info.actor, name: null };
    const type = kind === 'note' ? ('note.added' as const) : ('message.created' as const);
    this.#show(conversation, [{ type, conversationId: conversation, seq, prevSeq, clientId, actor, at, text }]);
    this.#pump();
  }

  async #attemptOnTwin(message: WireMessage): Promise<void> {
    this.#twin = this.#twin?.isUp ? this.#twin : await this.#connect();
    if (this.#twin && !this.#isStopped) await this.#attempt(message, this.#twin);
  }

  #timeline(conversation: string): WireTimeline {
    const timeline = this.#timelines.get(conversation);
    if (!timeline) throw new Error(`${this.id} does not follow ${conversation}`);
    return timeline;
  }

  #viewOf(conversation: string): string {
    return `${this.id}/${conversation}`;
  }
}
