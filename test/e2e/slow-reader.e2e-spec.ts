import type { Socket as WireSocket } from 'node:net';

import { newId } from '#common';
import { LIMITS } from '#contracts';
import type { LogEvent } from '#contracts';
import { Cluster } from '#testing';
import type { TestSocket } from '#testing';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await Cluster.start({ realtime: 1 });
});
afterAll(() => cluster.stop());

/** The TCP connection below a client, to stop reading from it. */
function wireOf({ socket }: TestSocket): WireSocket {
  const { transport } = socket.io.engine as unknown as { transport: { ws: { _socket: WireSocket } } };
  return transport.ws._socket;
}

it('a client that stops reading is ended before it costs memory, others notice nothing, and it is complete again when it returns', async () => {
  const { conversationId, visitor, agent, people } = await cluster.openConversation({ visitorOn: 0, agentOn: 0 });
  const stalled = await people.visitor.connect(0);
  await stalled.follow(conversationId);
  wireOf(stalled).pause();

  // More than the kernel's buffers on both ends and the server's bound can hold together.
  const text = 'x'.repeat(LIMITS.textLength);
  const count = 2_400;
  for (let sent = 0; sent < count; sent += 40) {
    const batch = Array.from({ length: 40 }, () =>
      agent.ask('message.send', { conversationId, clientId: newId(), text }),
    );
    await Promise.all(batch);
  }
  await visitor.next('message.created', (event) => event.seq === count);
  expect(cluster.realtime[0]?.output).toContain('a connection did not read and was ended');

  wireOf(stalled).resume();
  await stalled.closed;
  const back = await people.visitor.connect(0);
  const seen: LogEvent[] = [...stalled.log];
  for (let isLive = false; !isLive;) {
    const page = await back.follow(conversationId, seen.at(-1)?.seq ?? 0);
    if (!page.ok) throw new Error(page.code);
    seen.push(...page.events);
    isLive = page.isLive;
  }
  expect(stalled.log.length).toBeLessThan(count);
  expect(seen.map((event) => event.seq)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
}, 60_000);
