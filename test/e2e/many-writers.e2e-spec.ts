import { newId } from '#common';
import type { Appended, LogEvent } from '#contracts';
import { Cluster } from '#testing';
import type { Participant, TestSocket } from '#testing';

const CONVERSATIONS = 50;
const MESSAGES = 10_000;

interface Writer {
  conversationId: string;
  person: Participant;
  sockets: [TestSocket, TestSocket];
  acks: Map<string, Appended>;
}

let cluster: Cluster;
beforeAll(async () => {
  cluster = await Cluster.start();
});
afterAll(() => cluster.stop());

/** What the writer has seen on its first socket: the frames it got, and its own messages by their acks. */
function viewOf({ sockets, acks, conversationId }: Writer): { seq: number; clientId: string }[] {
  const own = [...acks].map(([clientId, { seq }]) => ({ seq, clientId }));
  const frames = sockets[0].log.filter((event) => event.conversationId === conversationId);
  const bySeq = new Map([...own, ...frames].map(({ seq, clientId }) => [seq, { seq, clientId }]));
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq);
}

async function aPair(instance: number): Promise<Writer[]> {
  const workspace = await cluster.workspace();
  const visitor = await cluster.visitor(workspace);
  const agent = await cluster.agent(workspace);
  const conversationId = await cluster.createConversation(visitor);
  return Promise.all(
    [visitor, agent].map(async (person, index): Promise<Writer> => {
      const home = (instance + index) % 2;
      const sockets = await Promise.all([person.connect(home), person.connect(1 - home)]);
      await sockets[0].follow(conversationId);
      return { conversationId, person, sockets, acks: new Map() };
    }),
  );
}

/** Every tenth message is sent twice at the same time, on different instances. */
async function write(writer: Writer, count: number): Promise<void> {
  const { conversationId, sockets, acks } = writer;
  for (let index = 0; index < count; index += 1) {
    const message = { conversationId, clientId: newId(), text: `message ${index}` };
    const senders = index % 10 === 0 ? sockets : [sockets[0]];
    const answers = await Promise.all(senders.map((socket) => socket.ask('message.send', message)));
    expect(new Set(answers.map((answer) => answer.seq)).size).toBe(1);
    if (answers[0]) acks.set(message.clientId, answers[0]);
  }
}

it('100 clients on two instances append 10,000 messages to 50 conversations: each once, without gaps, seen alike by all', async () => {
  const pairs = await Promise.all(Array.from({ length: CONVERSATIONS }, (_, index) => aPair(index)));
  const writers = pairs.flat();
  await Promise.all(writers.map((writer) => write(writer, MESSAGES / writers.length)));

  for (const [visitor, agent] of pairs as [Writer, Writer][]) {
    const count = visitor.acks.size + agent.acks.size;
    // A last message by each is the fence: when it has arrived, all before it have.
    for (const [writer, reader] of [
      [visitor, agent],
      [agent, visitor],
    ] as const) {
      const clientId = newId();
      const fence = reader.sockets[0].next('message.created', (event) => event.clientId === clientId);
      const { conversationId } = writer;
      writer.acks.set(
        clientId,
        await writer.sockets[0].ask('message.send', { conversationId, clientId, text: 'fence' }),
      );
      await fence;
    }
    const transcript = await cluster.transcript(agent.person, agent.conversationId);
    const entries = transcript.map(({ seq, clientId }: LogEvent) => ({ seq, clientId }));
    expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: count + 2 }, (_, index) => index + 1));
    expect(new Set(entries.map((entry) => entry.clientId)).size).toBe(count + 2);
    expect(viewOf(visitor)).toEqual(entries);
    expect(viewOf(agent)).toEqual(entries);
  }
  const { rows } = await cluster.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM events');
  expect(rows[0]?.count).toBe(MESSAGES + CONVERSATIONS * 2);
}, 120_000);
