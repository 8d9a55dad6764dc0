import { newId } from '#common';
import { LIMITS } from '#contracts';
import type { LogEvent } from '#contracts';
import { Cluster } from '#testing';
import type { TestSocket } from '#testing';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await Cluster.start();
});
afterAll(() => cluster.stop());

async function write(socket: TestSocket, conversationId: string, count: number): Promise<void> {
  for (let from = 0; from < count; from += 50) {
    const size = Math.min(50, count - from);
    const messages = Array.from({ length: size }, (_, index) => `message ${from + index + 1}`);
    await Promise.all(messages.map((text) => socket.ask('message.send', { conversationId, clientId: newId(), text })));
  }
}

/** What a client does to be complete: resumes after its last event until it is live. */
async function catchUp(socket: TestSocket, conversationId: string, after: number): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  for (;;) {
    const page = await socket.follow(conversationId, events.at(-1)?.seq ?? after);
    if (!page.ok) throw new Error(page.code);
    events.push(...page.events);
    if (page.isLive) return events;
  }
}

describe('resume', () => {
  it('brings what was missed, and then what is live', async () => {
    const { conversationId, visitor, agent, people } = await cluster.openConversation();
    await write(agent, conversationId, 2);
    await visitor.next('message.created', (event) => event.seq === 2);
    visitor.close();
    await write(agent, conversationId, 3);

    const back = await people.visitor.connect(1);
    const missed = await catchUp(back, conversationId, 2);
    await write(agent, conversationId, 1);

    expect(missed.map((event) => event.seq)).toEqual([3, 4, 5]);
    expect(await back.next('message.created')).toMatchObject({ seq: 6, prevSeq: 5 });
  });

  it('starts with the newest page for a client that has nothing', async () => {
    const { conversationId, agent, people } = await cluster.openConversation();
    await write(agent, conversationId, LIMITS.newestEvents + 10);
    const page = await (await people.visitor.connect(0)).follow(conversationId);
    expect(page).toMatchObject({ ok: true, isLive: true, hasMore: false, head: LIMITS.newestEvents + 10 });
    expect(page.ok && page.events.map((event) => event.seq).slice(0, 1)).toEqual([11]);
  });

  it('sends a client that is far behind page by page', async () => {
    const { conversationId, agent, people } = await cluster.openConversation();
    const count = LIMITS.eventsPerPage * 2 + 5;
    await write(agent, conversationId, count);
    const socket = await people.visitor.connect(0);
    expect(await socket.follow(conversationId, 0)).toMatchObject({ hasMore: true, isLive: false, head: count });
    const events = await catchUp(socket, conversationId, 0);
    expect(events.map((event) => event.seq)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });

  it('leaves no gap and no double for who joins while two instances write', async () => {
    const { conversationId, visitor, agent, people } = await cluster.openConversation();
    const joiners = Array.from({ length: 10 }, async (_, index) => {
      const socket = await people.agent.connect(index % 2);
      const page = await catchUp(socket, conversationId, 0);
      return { socket, page };
    });
    await Promise.all([write(visitor, conversationId, 100), write(agent, conversationId, 100), ...joiners]);
    await write(agent, conversationId, 1);
    for (const joiner of joiners) {
      const { socket, page } = await joiner;
      await socket.next('message.created', (event) => event.seq === 201);
      const seqs = [...page, ...socket.log.filter((event) => event.seq > (page.at(-1)?.seq ?? 0))].map(
        (event) => event.seq,
      );
      expect(seqs).toEqual(Array.from({ length: 201 }, (_, index) => index + 1));
    }
  });

  it('ignores a position of another epoch: the log may have been rewritten', async () => {
    const { conversationId, agent, people } = await cluster.openConversation();
    await write(agent, conversationId, 3);
    const socket = await people.visitor.connect(0);
    const answer = await socket.ask('resume', { epoch: newId(), conversations: [{ conversationId, after: 3 }] });
    expect(answer.conversations[0]).toMatchObject({ ok: true, events: [{ seq: 1 }, { seq: 2 }, { seq: 3 }] });
  });

  it('says which of several conversations cannot be had, and serves the others', async () => {
    const { conversationId, visitor } = await cluster.openConversation();
    const other = await cluster.openConversation();
    const conversations = [{ conversationId: other.conversationId }, { conversationId }, { conversationId: newId() }];
    const answer = await visitor.ask('resume', { conversations });
    expect(answer.conversations.map((one) => one.ok)).toEqual([false, true, false]);
  });

  it('hears nothing any more of a conversation that was left', async () => {
    const { conversationId, visitor, agent, people } = await cluster.openConversation();
    const second = await cluster.createConversation(people.visitor);
    await visitor.follow(second);
    await visitor.ask('conversation.leave', { conversationId });
    await write(agent, conversationId, 1);
    await agent.ask('message.send', { conversationId: second, clientId: newId(), text: 'fence' });
    await visitor.next('message.created', (event) => event.conversationId === second);
    expect(visitor.log.map((event) => event.conversationId)).toEqual([second]);
  });
});
