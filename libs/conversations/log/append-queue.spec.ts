import fc from 'fast-check';

import { systemActor } from '#common';
import type { LogEventType } from '#contracts';

import { AppendQueue } from './append-queue.ts';
import type { NewEntry, Outcome } from './append.ts';

const CONVERSATIONS = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];

function anEntry(clientId: string, conversation = 0, type: LogEventType = 'message.created'): NewEntry {
  const conversationId = CONVERSATIONS[conversation] ?? '';
  return { conversationId, clientId, type, actor: systemActor('w'), body: { text: clientId } };
}

/** A store that keeps what it is given and answers when it is told to. */
function aStore() {
  const batches: { entries: readonly NewEntry[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const stored: string[] = [];
  const store = (entries: readonly NewEntry[]): Promise<Outcome[]> => {
    const { promise, resolve, reject } = Promise.withResolvers<Outcome[]>();
    const answer = (): void => {
      stored.push(...entries.map((entry) => entry.clientId));
      resolve(entries.map((_, seq) => ({ outcome: 'stored', seq, prevPublicSeq: 0, at: '' })));
    };
    batches.push({ entries, answer, fail: reject });
    return promise;
  };
  return { store, batches, stored };
}

const judge = (error: unknown) => {
  if (!(error instanceof Error)) return 'entry';
  return error.message === 'away' ? 'all' : error.message === 'locked' ? 'conversation' : 'entry';
};
const limits = { lanes: 1, batch: 3, crowd: 100, spacingMs: 0, waiting: 4, waitingCharacters: 1_000 };
const ids = (batch: { entries: readonly NewEntry[] } | undefined) => batch?.entries.map((entry) => entry.clientId);

describe('AppendQueue', () => {
  it('stores what comes in one turn together, and what comes meanwhile in the next batch', async () => {
    const { store, batches } = aStore();
    const queue = new AppendQueue(store, judge, limits);
    const first = Promise.all([queue.add(anEntry('a')), queue.add(anEntry('b'))]);
    await new Promise(setImmediate);
    const second = Promise.all([queue.add(anEntry('c')), queue.add(anEntry('d'))]);
    expect(batches.map(ids)).toEqual([['a', 'b']]);
    batches[0]?.answer();
    await first;
    await new Promise(setImmediate);
    expect(batches.map(ids)).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    batches[1]?.answer();
    await second;
  });

  it('refuses at once what goes beyond its bound', async () => {
    const { store, batches } = aStore();
    const queue = new AppendQueue(store, judge, limits);
    const kept = Promise.all(['a', 'b', 'c', 'd'].map((id) => queue.add(anEntry(id))));
    await expect(queue.add(anEntry('e'))).rejects.toMatchObject({ code: 'overloaded' });
    await new Promise(setImmediate);
    batches[0]?.answer();
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    batches[1]?.answer();
    expect(await kept).toHaveLength(4);
  });

  it('gives a change of state a batch without others of its conversation', async () => {
    const { store, batches } = aStore();
    const queue = new AppendQueue(store, judge, { ...limits, batch: 10, waiting: 10 });
    const entries = [
      anEntry('a'),
      anEntry('x', 1),
      anEntry('close', 0, 'conversation.closed'),
      anEntry('b'),
      anEntry('y', 1),
    ];
    const all = Promise.all(entries.map((entry) => queue.add(entry)));
    for (let turn = 0; turn < 3; turn += 1) {
      while (!batches[turn]) await new Promise(setImmediate);
      batches[turn]?.answer();
    }
    await all;
    expect(batches.map(ids)).toEqual([['a', 'x'], ['close'], ['b', 'y']]);
  });

  it('lets an entry that cannot be stored fail alone', async () => {
    const bad = anEntry('bad');
    const store = (entries: readonly NewEntry[]): Promise<Outcome[]> =>
      entries.includes(bad)
        ? Promise.reject(new Error('cannot be stored'))
        : Promise.resolve(entries.map((_, seq) => ({ outcome: 'stored', seq, prevPublicSeq: 0, at: '' })));
    const queue = new AppendQueue(store, judge, limits);
    const settled = await Promise.allSettled([anEntry('a'), bad, anEntry('b')].map((entry) => queue.add(entry)));
    expect(settled.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('does not try again when the database is away: the outcome is unknown, and the client will ask', async () => {
    const { store, batches } = aStore();
    const queue = new AppendQueue(store, judge, limits);
    const settled = Promise.allSettled([queue.add(anEntry('a')), queue.add(anEntry('b'))]);
    await new Promise(setImmediate);
    batches[0]?.fail(new Error('away'));
    expect((await settled).map((one) => one.status)).toEqual(['rejected', 'rejected']);
    expect(batches).toHaveLength(1);
  });

  it('fails at once those who wait behind a database that is away', async () => {
    const { store, batches } = aStore();
    const queue = new AppendQueue(store, judge, limits);
    const first = Promise.allSettled([queue.add(anEntry('a'))]);
    await new Promise(setImmediate);
    const waiting = Promise.allSettled([queue.add(anEntry('b')), queue.add(anEntry('c'))]);
    batches[0]?.fail(new Error('away'));
    const settled = [...(await first), ...(await waiting)];
    expect(settled.map((one) => one.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(batches).toHaveLength(1);
  });

  it('fails a locked conversation as a whole and stores the others', async () => {
    const store = (entries: readonly NewEntry[]): Promise<Outcome[]> =>
      entries.some((entry) => entry.conversationId === CONVERSATIONS[0])
        ? Promise.reject(new Error('locked'))
        : Promise.resolve(entries.map((_, seq) => ({ outcome: 'stored', seq, prevPublicSeq: 0, at: '' })));
    const queue = new AppendQueue(store, judge, limits);
    const entries = [anEntry('a', 0), anEntry('x', 1), anEntry('b', 0)];
    const settled = await Promise.allSettled(entries.map((entry) => queue.add(entry)));
    expect(settled.map((one) => one.status)).toEqual(['rejected', 'fulfilled', 'rejected']);
  });

  it('refuses more text than it may hold', async () => {
    const { store, batches } = aStore();
    const queue = new AppendQueue(store, judge, { ...limits, waitingCharacters: 10 });
    const kept = queue.add({ ...anEntry('a'), body: { text: 'x'.repeat(11) } });
    await expect(queue.add(anEntry('b'))).rejects.toMatchObject({ code: 'overloaded' });
    await new Promise(setImmediate);
    batches[0]?.answer();
    expect(await kept).toMatchObject({ outcome: 'stored' });
  });

  it('keeps the order of each conversation, whatever the batches and lanes', async () => {
    const entries = fc.array(fc.record({ conversation: fc.nat(1), isChange: fc.boolean() }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), entries, fc.integer({ min: 1, max: 3 }), async (s, given, lanes) => {
        const stored = new Map<string, string[]>();
        const store = s.scheduleFunction((batch: readonly NewEntry[]): Promise<Outcome[]> => {
          for (const entry of batch)
            stored.set(entry.conversationId, [...(stored.get(entry.conversationId) ?? []), entry.clientId]);
          return Promise.resolve(batch.map((_, seq) => ({ outcome: 'stored', seq, prevPublicSeq: 0, at: '' })));
        });
        const queue = new AppendQueue(store, judge, { ...limits, lanes, batch: 4, waiting: 100 });
        const adding = given.map(({ conversation, isChange }, index) =>
          queue.add(anEntry(String(index), conversation, isChange ? 'conversation.closed' : 'message.created')),
        );
        await s.waitFor(Promise.all(adding));
        for (const order of stored.values()) expect(order).toEqual(order.toSorted((a, b) => Number(a) - Number(b)));
      }),
    );
  });
});
