import { WireLink } from '../clients/wire-link.ts';
import type { ChatClient } from '../clients/chat-client.ts';
import { Refusal } from '../runner/rest.ts';
import { lasting } from '../runner/rig.ts';
import type { Fault, World } from '../runner/scenario.ts';
import { waysFor } from './endings.ts';

/** What is promised, a second with Redis and five without, and as much again for a machine that has everybody on it. */
export const IN_TIME_MS = { withRedis: 2 * 1_000, withoutRedis: 2 * 5_000 } as const;

/** Past the bound people write for so long: what must not be heard has to be there. */
const AFTERWARDS_MS = 500;

/** Of the larger workspace half of the agents and half of the visitors lose their sessions, one after the other, in the middle of writing. */
export function sessionsEnded(withinMs: number): Fault {
  return async (world) => {
    const { random, duration } = world;
    const victims = random.shuffle([...halfOf(world, 'agent'), ...halfOf(world, 'visitor')]);
    for (const actor of victims) {
      await lasting(random.int(0, duration / victims.length));
      await end(world, actor, withinMs);
    }
    await lasting(withinMs + AFTERWARDS_MS);
  };
}

/** Ids of people. */
function halfOf({ cast, random }: World, kind: 'agent' | 'visitor'): string[] {
  const [first] = cast.clients;
  const mine = cast.clients.filter(({ info }) => info.kind === kind && info.workspace === first?.info.workspace);
  const people = [...new Set(mine.map(({ info }) => info.actor))];
  return random.shuffle(people).slice(0, Math.floor(people.length / 2));
}

async function end(world: World, actor: string, withinMs: number): Promise<void> {
  const { cast, recorder, random } = world;
  const clients = cast.clients.filter(({ info }) => info.actor === actor);
  const [client] = clients;
  if (!client) return;
  const { way, reason, carryOut } = random.pick(waysFor(client));
  // What the product's client asks of REST would tell it that it is over: then it is not the server that ends the socket.
  const bare = clients.filter(({ info }) => !info.isSerial);
  const tickets = await Promise.all(bare.map(({ call }) => call('socket.ticket', {})));
  recorder.add({ op: 'fault', what: `${way} of ${client.id}` });
  const askedAt = recorder.now;
  cast.dismiss(actor);
  const spared = await carryOut(world, client);
  recorder.add({ op: 'ended', actor, way, askedAt, reason, withinMs });
  if (spared) await ask(world, actor, spared, false);
  for (const { call } of bare) await ask(world, actor, call, true);
  await Promise.all(tickets.map(({ ticket }) => enter(world, client, ticket)));
}

/** Reads, types, and asks to be let in, as this person. */
async function ask(
  { cast, recorder }: World,
  actor: string,
  call: ChatClient['call'],
  isEnded: boolean,
): Promise<void> {
  const conversationId = cast.clients.find(({ info }) => info.actor === actor)?.conversations[0] ?? '';
  const requests = {
    'conversation.list': () => call('conversation.list', {}),
    'conversation.events': () => call('conversation.events', { conversationId, after: 0 }),
    typing: () => call('typing', { conversationId, isTyping: true }),
    'socket.ticket': () => call('socket.ticket', {}),
  };
  for (const [route, request] of Object.entries(requests)) {
    const code = await request().then(
      () => null,
      (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error as Error)),
    );
    recorder.add({ op: 'asked', actor, route, isEnded, code });
  }
}

/** A ticket of before opens nothing. */
async function enter({ rig, recorder, random }: World, { id, info }: ChatClient, ticket: string): Promise<void> {
  const askedAt = recorder.now + 1;
  const url = random.pick(rig.realtime).edge.url;
  const late = `${id}~late`;
  const link = await WireLink.open({ id: late, url, kind: info.kind, ticket, onEvent: () => undefined });
  if (link) recorder.add({ op: 'opened', link: late, client: id, askedAt });
  link?.close();
}
