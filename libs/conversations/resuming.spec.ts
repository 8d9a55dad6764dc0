import { createBackplane } from '#backplane';
import type { AgentActor } from '#common';
import { Logger } from '#observability';

import type { ConversationSnapshots, Snapshot } from './conversation-snapshots.ts';
import { ConversationFeeds } from './feed/conversation-feeds.ts';
import type { LogEntry } from './log/log-entry.ts';
import type { LogReader } from './log/log-reader.ts';
import { Resuming } from './resuming.ts';

const agent: AgentActor = { kind: 'agent', id: 'a', name: 'Ada', role: 'agent', workspaceId: 'w', sessionId: 's' };
const conversationId = 'c';

function anEntry(seq: number): LogEntry {
  const actor = { kind: 'visitor', id: 'v', name: null } as const;
  return {
    conversationId,
    seq,
    prevPublicSeq: seq - 1,
    type: 'message.created',
    actor,
    clientId: String(seq),
    at: '',
    body: {},
  };
}

/** A log that grows when told to, and is read when told to: each read sees the log as it is at the moment it is let through. */
function aLog() {
  const entries: LogEntry[] = [];
  const reads: (() => void)[] = [];
  const row = {
    id: conversationId,
    workspace_id: 'w',
    visitor_id: 'v',
    created_at: new Date(0),
    last_event_at: new Date(0),
    message_text: null,
    message_at: null,
  };
  const snapshot = (after: number): Snapshot => {
    const last_seq = entries.length;
    const page = entries.filter((entry) => entry.seq > after);
    return { epoch: 'e', row: { ...row, last_seq } as Snapshot['row'], receipts: [], entries: page, hasMore: false };
  };
  const snapshots = {
    requireVisible: () => Promise.resolve(),
    readInCrowd: async (_actor: unknown, _id: string, after = 0) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      reads.push(resolve);
      const seen = snapshot(after);
      await promise;
      return seen;
    },
  } as unknown as ConversationSnapshots;
  return { entries, reads, snapshots };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

it('a reader whose log is older than where another one started the feed reads again, and misses nothing', async () => {
  const { entries, reads, snapshots } = aLog();
  const { bus } = createBackplane({ redisUrl: null, keyPrefix: 'test:' });
  const logger = Logger.create({ process: 'test', level: 'silent' });
  const feeds = new ConversationFeeds(bus, {} as LogReader, logger);
  const resuming = new Resuming(snapshots, feeds);
  const heard: number[] = [];
  const goLive = (_id: string, { feed }: { feed: { listen(listener: { onEntry(entry: LogEntry): void }): unknown } }) =>
    void feed.listen({ onEntry: (entry) => void heard.push(entry.seq) });
  const resume = () => resuming.resume(agent, { conversations: [{ conversationId, after: 0 }] }, goLive);

  entries.push(anEntry(1));
  const slow = resume();
  await settled();
  entries.push(anEntry(2));
  feeds.publish(anEntry(2), null);
  const quick = resume();
  await settled();
  reads[1]?.();
  await quick;
  reads[0]?.();
  await settled();
  reads[2]?.();
  const [answer] = (await slow).conversations;

  expect(answer?.ok && answer.events.map((event) => event.seq)).toEqual([1, 2]);
  feeds.publish(anEntry(3), null);
  expect(heard).toEqual([3, 3]);
});
