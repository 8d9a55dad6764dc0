import * as fc from 'fast-check';

import { ServerLog } from '../spec-support/server-log.ts';
import { AGENT, VISITOR } from '../spec-support/log-event.ts';
import { Outbox } from './outbox.ts';
import { ownEvent } from './own-event.ts';
import { Thread } from './thread.ts';
import type { Appended, Audience, LogEvent } from '#contracts';
import type { OutboxItem } from '../api.ts';
import type { ThreadPage } from './thread.ts';

interface Resumed {
  page: ThreadPage;
  epoch: string;
  after: number | undefined;
}

/** One step of the world; numbers pick among what is possible at that moment. */
const steps = fc.array(
  fc.tuple(
    fc.constantFrom(
      'other',
      'note',
      'write',
      'send',
      'store',
      'ack',
      'frame',
      'frame',
      'twice',
      'lose',
      'resume',
      'page',
      'older',
      'cut',
      'restore',
    ),
    fc.nat(),
  ),
  { maxLength: 80, size: 'max' },
);

/** A server, a lossy network and a reader, moved one step at a time. */
class World {
  readonly outbox = new Outbox(() => undefined);
  readonly thread: Thread;
  readonly log = new ServerLog({ id: VISITOR.id, name: null });
  readonly written: string[] = [];
  epoch = 'first';
  knownEpoch: string | undefined;
  isLive = false;
  frames: LogEvent[] = [];
  pages: Resumed[] = [];
  request: OutboxItem | null = null;
  answer: { item: OutboxItem; ack: Appended } | null = null;

  constructor(readonly audience: Audience) {
    const me = audience === 'public' ? VISITOR : AGENT;
    this.thread = new Thread(this.log.id, { outbox: this.outbox, me: () => me, onTimeline: () => undefined });
  }

  get me() {
    return this.audience === 'public' ? VISITOR : AGENT;
  }

  get other() {
    return this.audience === 'public' ? AGENT : VISITOR;
  }

  append(type: 'message.created' | 'note.added'): void {
    const actor = type === 'note.added' ? { ...AGENT, id: 'a colleague' } : this.other;
    const { event } = this.log.append(actor, crypto.randomUUID(), { type, text: type });
    const seen = this.log.seenBy(this.audience).find(({ seq }) => seq === event.seq);
    if (seen && this.isLive) this.frames.push(seen);
  }

  write(): void {
    this.written.push(`text ${this.written.length}`);
    this.outbox.add(this.log.id, 'message', this.written.at(-1) ?? '');
    this.thread.update({ outbox: this.outbox.items(this.log.id) });
  }

  send(): void {
    if (!this.request && !this.answer) this.request = this.outbox.next(this.log.id) ?? null;
  }

  store(): void {
    if (!this.request) return;
    const item = this.request;
    const { event } = this.log.append(this.me, item.clientId, { type: 'message.created', text: item.text });
    this.answer = { item, ack: this.log.ackFor(this.audience, event.seq) };
    this.request = null;
  }

  acknowledge(): void {
    if (!this.answer) return;
    const { item, ack } = this.answer;
    this.answer = null;
    this.outbox.acknowledge(this.log.id, item.clientId, ack.seq);
    this.thread.receive([ownEvent(this.log.id, this.me, item, ack)]);
  }

  /** The server reads and subscribes at once; the answer travels. */
  resume(limit = 3): void {
    if (this.pages.length > 0) return;
    const asked = this.thread.after(this.knownEpoch);
    const after = this.knownEpoch === this.epoch ? asked : undefined;
    const page = this.log.page(this.audience, { after, limit });
    this.isLive ||= !page.hasMore;
    const about = { conversation: this.log.summary(this.audience), receipts: [] };
    this.pages.push({ page: { ...page, ...about }, epoch: this.epoch, after });
  }

  /** True when there is nothing more to ask for. */
  takePage(): boolean {
    const answer = this.pages.shift();
    if (!answer) return false;
    this.knownEpoch = answer.epoch;
    return this.thread.accept(answer.page, answer.epoch, answer.after);
  }

  takeFrame(pick: number, isKept: boolean): void {
    const index = pick % this.frames.length;
    const frame = this.frames[index];
    if (!isKept) this.frames.splice(index, 1);
    if (frame) this.thread.receive([frame]);
  }

  loseFrame(pick: number): void {
    if (this.frames.length > 0) this.frames.splice(pick % this.frames.length, 1);
  }

  loadOlder(): void {
    const first = this.thread.timeline.events[0];
    if (!first || this.thread.epoch !== this.epoch) return;
    this.thread.acceptOlder(this.log.page(this.audience, { before: first.seq, limit: 2 }));
  }

  cut(): void {
    Object.assign(this, { isLive: false, frames: [], pages: [], request: null, answer: null });
    this.thread.disconnected();
  }

  restore(pick: number): void {
    this.cut();
    this.log.cutTo(pick % (this.log.seenBy('agents').length + 1));
    this.epoch = crypto.randomUUID();
  }

  step([name, pick]: [string, number]): void {
    const actions: Record<string, () => unknown> = {
      other: () => this.append('message.created'),
      note: () => this.append('note.added'),
      write: () => this.write(),
      send: () => this.send(),
      store: () => this.store(),
      ack: () => this.acknowledge(),
      frame: () => this.takeFrame(pick, false),
      twice: () => this.takeFrame(pick, true),
      lose: () => this.loseFrame(pick),
      resume: () => this.resume(),
      page: () => this.takePage(),
      older: () => this.loadOlder(),
      cut: () => this.cut(),
      restore: () => this.restore(pick),
    };
    actions[name]?.();
  }

  /** The network is well again: everything is sent and asked for until nothing is left. */
  settle(): void {
    this.cut();
    do this.resume();
    while (!this.takePage());
    while (this.outbox.next(this.log.id)) {
      this.send();
      this.store();
      this.acknowledge();
    }
    while (this.thread.state.get().hasOlder) this.loadOlder();
  }

  /** Nothing twice, in the log or in the outbox, and each event next to the one before it. */
  isSound(): boolean {
    const { events, outbox } = this.thread.state.get();
    const shown = [...events, ...outbox].map(({ clientId }) => clientId);
    const isWhole = events.every((event, n) => n === 0 || event.prevSeq === events[n - 1]?.seq);
    return isWhole && new Set(shown).size === shown.length;
  }
}

describe.each<Audience>(['public', 'agents'])('a thread, for the audience %s', (audience) => {
  it('shows no hole and nothing twice at any moment, and in the end the log', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const world = new World(audience);
        for (const step of script) {
          world.step(step);
          expect(world.isSound()).toBe(true);
        }
        world.settle();
        const { events, outbox } = world.thread.state.get();
        expect(events).toEqual(world.log.seenBy(audience));
        expect(outbox).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('stores everything that was written once and in order, unless a backup lost what was acknowledged', () => {
    fc.assert(
      fc.property(steps, (script) => {
        const world = new World(audience);
        for (const step of script) if (step[0] !== 'restore') world.step(step);
        world.settle();
        const mine = world.thread.state.get().events.filter((event) => event.actor.id === world.me.id);
        expect(mine.map((event) => ('text' in event ? event.text : ''))).toEqual(world.written);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a thread whose log was rewritten under a living connection', () => {
  it('drops what it held of the old log, asks again, and resends what it had only an ack for', () => {
    const world = new World('agents');
    world.resume();
    world.takePage();
    world.append('message.created');
    world.loseFrame(0);
    world.write();
    world.send();
    world.store();
    world.acknowledge();
    expect(world.thread.state.get()).toMatchObject({ events: [], outbox: [{ state: 'sending' }] });

    world.log.cutTo(0);
    world.append('message.created');
    world.epoch = 'second';
    world.resume();

    expect(world.takePage()).toBe(false);
    expect(world.thread.timeline.held).toEqual([]);
    expect(world.outbox.next(world.log.id)?.text).toBe(world.written[0]);
  });
});
