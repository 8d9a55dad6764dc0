import fc from 'fast-check';

import { createBackplane } from '#backplane';
import { newId } from '#common';
import type { AgentActor, VisitorActor } from '#common';
import type { LogEventType } from '#contracts';
import { PrismaService, SqlPool } from '#database';
import { Logger } from '#observability';
import { toDomainError } from '#process';
import { aWorkspace, anAgent, createDatabase } from '#testing';
import type { TestDatabase, TestWorkspace } from '#testing';

import { ConversationFeeds } from '../feed/conversation-feeds.ts';
import { InboxListeners } from '../inbox/inbox-listeners.ts';
import { InboxNews } from '../inbox/inbox-news.ts';
import { appendBatch } from './append.ts';
import type { NewEntry, Outcome } from './append.ts';
import { ConversationLog } from './conversation-log.ts';
import { LogReader } from './log-reader.ts';

let database: TestDatabase;
let pool: SqlPool;
let prisma: PrismaService;
let workspace: TestWorkspace;
let agent: AgentActor;

beforeAll(async () => {
  database = await createDatabase();
  pool = new SqlPool({ url: database.url, size: 8 });
  prisma = new PrismaService(pool);
  workspace = await aWorkspace(prisma);
  const { id, name } = await anAgent(prisma, workspace.workspaceId, 'Ada');
  agent = { kind: 'agent', id, name, role: 'agent', workspaceId: workspace.workspaceId, sessionId: newId() };
});
afterAll(async () => {
  await prisma.$disconnect();
  await pool.end();
  await database.drop();
});

async function aConversation(): Promise<{ conversationId: string; visitor: VisitorActor }> {
  const { workspaceId, siteId } = workspace;
  const { id } = await prisma.visitor.create({ data: { id: newId(), workspaceId, siteId } });
  const conversationId = newId();
  await prisma.conversation.create({
    data: { id: conversationId, workspaceId, siteId, visitorId: id, clientId: newId() },
  });
  return { conversationId, visitor: { kind: 'visitor', id, name: null, siteId, workspaceId, sessionId: newId() } };
}

function anEntry(
  conversationId: string,
  type: LogEventType = 'message.created',
  more: Partial<NewEntry> = {},
): NewEntry {
  return { conversationId, actor: agent, type, clientId: newId(), body: { text: 'x' }, ...more };
}

const outcomes = (list: Outcome[]) => list.map(({ outcome }) => outcome);
const seqs = (list: Outcome[]) => list.map((one) => ('seq' in one ? one.seq : null));

describe('append_events', () => {
  it('numbers the entries of each conversation in the order given, and links public ones to public ones', async () => {
    const [a, b] = [await aConversation(), await aConversation()];
    const batch = [
      anEntry(a.conversationId),
      anEntry(b.conversationId),
      anEntry(a.conversationId, 'note.added'),
      anEntry(a.conversationId),
    ];
    const stored = await appendBatch(pool, batch);
    expect(seqs(stored)).toEqual([1, 1, 2, 3]);
    expect(stored.map((one) => 'seq' in one && one.prevPublicSeq)).toEqual([0, 0, 1, 1]);
  });

  it('answers a copy with the first one, in the same batch and later, and lets neighbours be stored', async () => {
    const { conversationId } = await aConversation();
    const entry = anEntry(conversationId);
    const first = await appendBatch(pool, [entry, entry, anEntry(conversationId)]);
    expect(outcomes(first)).toEqual(['stored', 'duplicate', 'stored']);
    expect(seqs(first)).toEqual([1, 1, 2]);
    const again = await appendBatch(pool, [anEntry(conversationId), entry]);
    expect(seqs(again)).toEqual([3, 1]);
    expect(again[1]).toEqual({ ...first[0], outcome: 'duplicate' });
  });

  it('takes the same clientId of two people for two entries', async () => {
    const { conversationId, visitor } = await aConversation();
    const clientId = newId();
    const batch = [
      anEntry(conversationId, 'message.created', { clientId }),
      anEntry(conversationId, 'message.created', { clientId, actor: visitor }),
    ];
    expect(outcomes(await appendBatch(pool, batch))).toEqual(['stored', 'stored']);
  });

  it('refuses what the writer may not write to, without touching the neighbours', async () => {
    const [own, other] = [await aConversation(), await aConversation()];
    const stranger = { ...agent, workspaceId: newId() };
    const batch = [
      anEntry(own.conversationId, 'message.created', { actor: own.visitor }),
      anEntry(other.conversationId, 'message.created', { actor: own.visitor }),
      anEntry(own.conversationId, 'message.created', { actor: stranger }),
      anEntry(newId()),
    ];
    expect(outcomes(await appendBatch(pool, batch))).toEqual(['stored', 'not_found', 'not_found', 'not_found']);
  });

  it('follows the state: waiting, open, closed, reopened', async () => {
    const { conversationId, visitor } = await aConversation();
    const status = async () => (await prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } })).status;
    const append = async (type: LogEventType, more: Partial<NewEntry> = {}) =>
      outcomes(await appendBatch(pool, [anEntry(conversationId, type, more)]))[0];

    await append('message.created', { actor: visitor });
    expect(await status()).toBe('waiting');
    await append('note.added');
    expect(await status()).toBe('waiting');
    await append('message.created');
    expect(await status()).toBe('open');
    expect(await append('conversation.reopened')).toBe('not_closed');
    expect(await append('conversation.closed')).toBe('stored');
    expect(await append('conversation.closed')).toBe('closed');
    expect(await append('message.created')).toBe('closed');
    expect(await append('note.added')).toBe('stored');
    expect(await append('conversation.reopened')).toBe('stored');
    expect(await status()).toBe('waiting');
    await append('conversation.assigned', { body: { assignee: { id: agent.id, name: agent.name } } });
    expect(await status()).toBe('open');
  });

  it('refuses what was decided on an older log', async () => {
    const { conversationId } = await aConversation();
    await appendBatch(pool, [anEntry(conversationId)]);
    const close = (expectedSeq: number) =>
      appendBatch(pool, [anEntry(conversationId, 'conversation.closed', { expectedSeq })]);
    expect(outcomes(await close(0))).toEqual(['moved']);
    expect(outcomes(await close(1))).toEqual(['stored']);
  });

  it('stays without gap, double or deadlock when several instances append the same things at once', async () => {
    const action = fc.record({ conversation: fc.nat(2), copies: fc.integer({ min: 1, max: 3 }), isNote: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 40 }), fc.integer(), async (actions, shuffle) => {
        const conversations = await Promise.all([aConversation(), aConversation(), aConversation()]);
        const entries = actions.map(({ conversation, isNote }) =>
          anEntry(conversations[conversation]?.conversationId ?? '', isNote ? 'note.added' : 'message.created'),
        );
        const sends = entries.flatMap((entry, index) =>
          Array.from({ length: actions[index]?.copies ?? 1 }, () => entry),
        );
        const batches = [0, 1, 2, 3].map((lane) =>
          sends.filter((_, index) => Math.abs(index * 7 + shuffle) % 4 === lane),
        );
        const answers = await Promise.all(batches.map((batch) => appendBatch(pool, batch)));

        const seqOf = new Map<string, Set<number>>();
        batches.forEach((batch, lane) =>
          batch.forEach((entry, index) => {
            const answer = answers[lane]?.[index];
            if (!answer || !('seq' in answer)) throw new Error('refused');
            seqOf.set(entry.clientId, (seqOf.get(entry.clientId) ?? new Set()).add(answer.seq));
          }),
        );
        for (const answered of seqOf.values()) expect(answered.size).toBe(1);
        for (const { conversationId } of conversations) await expectWholeLog(conversationId, entries);
      }),
      { numRuns: 25 },
    );
  });
});

describe('ConversationLog, while somebody holds the row of a conversation', () => {
  it('stores the entries of others in the same queue; those of that one can be sent again', async () => {
    const { bus } = createBackplane({ redisUrl: null, keyPrefix: 'spec:' });
    const logger = Logger.create({ process: 'spec', level: 'silent' });
    const inbox = new InboxNews(bus, new InboxListeners());
    const log = new ConversationLog(pool, new ConversationFeeds(bus, new LogReader(pool), logger), inbox);
    const [held, free] = [await aConversation(), await aConversation()];
    const entry = anEntry(held.conversationId);
    const holder = await pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE', [held.conversationId]);

    const others = [anEntry(free.conversationId), anEntry(free.conversationId)];
    const [refused, ...stored] = await Promise.allSettled([entry, ...others].map((one) => log.append(one)));
    await holder.query('ROLLBACK');
    holder.release();

    expect(stored).toMatchObject([{ value: { seq: 1 } }, { value: { seq: 2 } }]);
    const reason = refused?.status === 'rejected' ? toDomainError(refused.reason, logger, {}) : null;
    expect(reason?.code).toBe('unavailable');
    expect(await log.append(entry)).toMatchObject({ seq: 1 });
    inbox.onModuleDestroy();
  });
});

async function expectWholeLog(conversationId: string, entries: readonly NewEntry[]): Promise<void> {
  const sent = entries.filter((entry) => entry.conversationId === conversationId).map((entry) => entry.clientId);
  const log = await new LogReader(pool).after(conversationId, 'agents', 0, 1_000);
  expect(log.entries.map((entry) => entry.seq)).toEqual(sent.map((_, index) => index + 1));
  expect(log.entries.map((entry) => entry.clientId).toSorted()).toEqual(sent.toSorted());
  const visible = await new LogReader(pool).after(conversationId, 'public', 0, 1_000);
  let last = 0;
  for (const entry of visible.entries) {
    expect(entry.prevPublicSeq).toBe(last);
    last = entry.seq;
  }
}
