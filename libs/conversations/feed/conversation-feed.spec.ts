import fc from 'fast-check';

import type { LogEntry } from '../log/log-entry.ts';
import { ConversationFeed } from './conversation-feed.ts';

function anEntry(seq: number): LogEntry {
  return {
    conversationId: 'c',
    seq,
    prevPublicSeq: seq - 1,
    type: 'message.created',
    actor: { kind: 'visitor', id: 'v', name: null },
    clientId: String(seq),
    at: '2026-01-01T00:00:00.000Z',
    body: { text: String(seq) },
  };
}

/** A log of `length` entries, read two at a time. */
function readerOf(length: number) {
  return (seq: number) => {
    const all = Array.from({ length }, (_, index) => anEntry(index + 1)).filter((entry) => entry.seq > seq);
    return Promise.resolve({ entries: all.slice(0, 2), hasMore: all.length > 2 });
  };
}

function aFeed(length: number) {
  const heard: number[] = [];
  const feed = new ConversationFeed(readerOf(length), (error) => {
    throw error;
  });
  feed.listen({ onEntry: (entry) => void heard.push(entry.seq) });
  return { feed, heard };
}

describe('ConversationFeed', () => {
  it('delivers nothing before it knows where the log stood, and then what came meanwhile', () => {
    const { feed, heard } = aFeed(4);
    feed.offer(anEntry(3), null);
    feed.offer(anEntry(4), null);
    expect(heard).toEqual([]);
    feed.start(3);
    expect(heard).toEqual([4]);
    feed.stop();
  });

  it('never delivers past a hole, and fills it from the log', async () => {
    const { feed, heard } = aFeed(3);
    feed.start(0);
    feed.offer(anEntry(3), null);
    expect(heard).toEqual([]);
    await feed.catchUp();
    expect(heard).toEqual([1, 2, 3]);
    feed.stop();
  });

  it('asks the log by itself when a hole stays open', async () => {
    const { feed } = aFeed(3);
    const filled = Promise.withResolvers<void>();
    feed.listen({ onEntry: (entry) => void (entry.seq === 3 && filled.resolve()) });
    feed.start(0);
    feed.offer(anEntry(3), null);
    await filled.promise;
    expect(feed.delivered).toBe(3);
    feed.stop();
  });

  it('tries again after the log could not be read', async () => {
    const failures: unknown[] = [];
    let isAway = true;
    const read = readerOf(2);
    const feed = new ConversationFeed(
      (seq) => (isAway ? Promise.reject(new Error('away')) : read(seq)),
      (error) => failures.push(error),
    );
    feed.start(0);
    await feed.catchUp();
    expect(failures).toHaveLength(1);
    isAway = false;
    await feed.catchUp();
    expect(feed.delivered).toBe(2);
  });

  it('delivers the log, in order and once, whatever the bus loses, doubles and reorders', async () => {
    const arrivals = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 90 });
    await fc.assert(
      fc.asyncProperty(arrivals, fc.nat(30), fc.nat(30), async (seqs, head, startsAfter) => {
        const { feed, heard } = aFeed(30);
        seqs.slice(0, startsAfter).forEach((seq) => feed.offer(anEntry(seq), null));
        feed.start(head);
        seqs.slice(startsAfter).forEach((seq) => feed.offer(anEntry(seq), null));
        await feed.catchUp();
        feed.stop();
        expect(heard).toEqual(Array.from({ length: 30 - head }, (_, index) => head + index + 1));
      }),
    );
  });
});
