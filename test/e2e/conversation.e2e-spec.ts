import { newId } from '#common';
import { Cluster } from '#testing';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await Cluster.start();
});
afterAll(() => cluster.stop());

function aMessage(conversationId: string, text = 'Hello') {
  return { conversationId, clientId: newId(), text };
}

describe('a message', () => {
  it('reaches an agent who is connected to another instance', async () => {
    const { conversationId, visitor, agent } = await cluster.openConversation();
    const ack = await visitor.send('message.send', aMessage(conversationId));
    expect(ack).toMatchObject({ ok: true, data: { seq: 1, prevSeq: 0 } });
    expect(await agent.next('message.created')).toMatchObject({ conversationId, seq: 1, prevSeq: 0, text: 'Hello' });
  });

  it('reaches the visitor on the same instance', async () => {
    const { conversationId, visitor, agent } = await cluster.openConversation({ visitorOn: 1, agentOn: 1 });
    await agent.ask('message.send', aMessage(conversationId, 'Good morning'));
    expect(await visitor.next('message.created')).toMatchObject({
      seq: 1,
      text: 'Good morning',
      actor: { name: 'Ada' },
    });
  });

  it('is not sent back to the socket that wrote it: the ack stands for it', async () => {
    const { conversationId, visitor, agent } = await cluster.openConversation();
    await visitor.ask('message.send', aMessage(conversationId));
    await agent.ask('message.send', aMessage(conversationId, 'fence'));
    await visitor.next('message.created', (event) => event.text === 'fence');
    expect(visitor.log.map((event) => event.seq)).toEqual([2]);
  });

  it('reaches the other devices of the one who wrote it', async () => {
    const { conversationId, visitor, people } = await cluster.openConversation();
    const phone = await people.visitor.connect(0);
    await phone.follow(conversationId);
    await visitor.ask('message.send', aMessage(conversationId));
    expect(await phone.next('message.created')).toMatchObject({ seq: 1 });
  });

  it('is stored once and answered alike when it is resent, even on two instances at the same time', async () => {
    const { conversationId, visitor, people } = await cluster.openConversation();
    const twin = await people.visitor.connect(1);
    const message = aMessage(conversationId);
    const acks = await Promise.all([visitor, twin, visitor, twin].map((socket) => socket.ask('message.send', message)));
    expect(new Set(acks.map((ack) => JSON.stringify(ack))).size).toBe(1);
    expect(await cluster.transcript(people.visitor, conversationId)).toHaveLength(1);
  });

  it('keeps the order in which one socket sent it', async () => {
    const { conversationId, visitor, people } = await cluster.openConversation();
    const texts = Array.from({ length: 50 }, (_, index) => `message ${index}`);
    const acks = await Promise.all(texts.map((text) => visitor.ask('message.send', aMessage(conversationId, text))));
    expect(acks.map((ack) => ack.seq)).toEqual(texts.map((_, index) => index + 1));
    const transcript = await cluster.transcript(people.agent, conversationId);
    expect(transcript.map((event) => 'text' in event && event.text)).toEqual(texts);
  });
});

describe('a note', () => {
  it('between two messages is seen by agents alone, and leaves no gap for the visitor', async () => {
    const { conversationId, visitor, agent, people } = await cluster.openConversation();
    await agent.ask('message.send', aMessage(conversationId, 'one'));
    await agent.ask('note.add', aMessage(conversationId, 'between us'));
    await agent.ask('message.send', aMessage(conversationId, 'two'));

    await visitor.next('message.created', (event) => event.text === 'two');
    expect(visitor.log.map(({ seq, prevSeq }) => [seq, prevSeq])).toEqual([
      [1, 0],
      [3, 1],
    ]);
    const transcript = await cluster.transcript(people.visitor, conversationId);
    expect(JSON.stringify(transcript)).not.toContain('between us');
    expect(await cluster.transcript(people.agent, conversationId)).toHaveLength(3);
  });

  it('reaches agents on other instances', async () => {
    const { conversationId, agent, workspace } = await cluster.openConversation();
    const colleague = await (await cluster.agent(workspace, 'Grace')).connect(0);
    await colleague.follow(conversationId);
    await agent.ask('note.add', aMessage(conversationId, 'look at this'));
    expect(await colleague.next('note.added')).toMatchObject({ text: 'look at this', seq: 1, prevSeq: 0 });
  });
});

describe('assigning, closing and reopening', () => {
  it('are events that everyone sees in order', async () => {
    const { conversationId, visitor, agent, people } = await cluster.openConversation();
    await visitor.ask('message.send', aMessage(conversationId));
    const command = () => ({ conversationId, clientId: newId() });
    await agent.ask('conversation.assign', { ...command(), assigneeId: people.agent.id });
    await agent.ask('conversation.close', command());
    await agent.ask('conversation.reopen', command());

    expect(await visitor.next('conversation.assigned')).toMatchObject({ seq: 2, assignee: { name: 'Ada' } });
    expect(await visitor.next('conversation.closed')).toMatchObject({ seq: 3, reason: 'agent' });
    expect(await visitor.next('conversation.reopened')).toMatchObject({ seq: 4, prevSeq: 3 });
    const { conversation } = (await visitor.follow(conversationId)) as { conversation: unknown };
    expect(conversation).toMatchObject({ status: 'open', assignee: { name: 'Ada' }, lastSeq: 4 });
  });

  it('refuse what does not fit the state, and store nothing', async () => {
    const { conversationId, visitor, agent, people } = await cluster.openConversation();
    const command = () => ({ conversationId, clientId: newId() });
    expect(await agent.send('conversation.reopen', command())).toMatchObject({
      error: { code: 'conversation_not_closed' },
    });
    await agent.ask('conversation.close', command());
    expect(await agent.send('conversation.close', command())).toMatchObject({ error: { code: 'conversation_closed' } });
    expect(await visitor.send('message.send', aMessage(conversationId))).toMatchObject({
      error: { code: 'conversation_closed' },
    });
    expect(await agent.send('note.add', aMessage(conversationId))).toMatchObject({ ok: true });
    const transcript = await cluster.transcript(people.agent, conversationId);
    expect(transcript.map((event) => event.type)).toEqual(['conversation.closed', 'note.added']);
  });

  it('answers a resent close with the first answer, though the conversation is closed by now', async () => {
    const { conversationId, agent } = await cluster.openConversation();
    const command = { conversationId, clientId: newId() };
    const first = await agent.ask('conversation.close', command);
    expect(await agent.ask('conversation.close', command)).toEqual(first);
  });

  it('refuses to assign to somebody of another workspace', async () => {
    const { conversationId, agent } = await cluster.openConversation();
    const stranger = await cluster.agent(await cluster.workspace(), 'Mallory');
    const assigning = agent.send('conversation.assign', { conversationId, clientId: newId(), assigneeId: stranger.id });
    expect(await assigning).toMatchObject({ error: { code: 'not_found' } });
  });
});

describe('signals', () => {
  it('tell the others who is typing, on every instance', async () => {
    const { conversationId, visitor, agent } = await cluster.openConversation();
    await agent.ask('typing', { conversationId, isTyping: true });
    expect(await visitor.next('typing.changed')).toMatchObject({ actor: { name: 'Ada' }, isTyping: true });
  });

  it('tell how far somebody has read; a watermark never falls and never passes the end', async () => {
    const { conversationId, visitor, agent, people } = await cluster.openConversation();
    await agent.ask('message.send', aMessage(conversationId));
    await visitor.ask('receipt', { conversationId, read: 1_000 });
    const actor = { kind: 'visitor', id: people.visitor.id };
    expect(await agent.next('receipt.updated')).toEqual({ conversationId, actor, delivered: 1, read: 1 });
    await visitor.ask('receipt', { conversationId, read: 0, delivered: 1 });
    const { receipts } = (await agent.follow(conversationId)) as { receipts: unknown };
    expect(receipts).toEqual([{ actor, delivered: 1, read: 1 }]);
  });

  it('bring each changed conversation to the inbox of every agent, on every instance', async () => {
    const { conversationId, visitor, workspace } = await cluster.openConversation();
    const colleague = await (await cluster.agent(workspace, 'Grace')).connect(0);
    await visitor.ask('message.send', aMessage(conversationId, 'Is anybody there?'));
    const { conversations } = await colleague.next('inbox.updated', (news) =>
      news.conversations.some((conversation) => conversation.lastSeq === 1),
    );
    expect(conversations).toEqual([
      expect.objectContaining({
        id: conversationId,
        status: 'waiting',
        lastMessage: expect.objectContaining({ text: 'Is anybody there?' }),
      }),
    ]);
  });
});
