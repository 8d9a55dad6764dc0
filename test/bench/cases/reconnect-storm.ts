import { randomUUID } from 'node:crypto';

import type { Case } from '../bench.ts';
import type { ComeBackResult, Returning } from '../load/come-back.ts';
import { type StatementCount, readStatements, resetStatements } from '../machine/statements.ts';
import { number } from '../report/table.ts';
import type { Parley } from '../systems/parley.ts';
import type { OpenConversation } from '../systems/parley-people.ts';
import { callApi, inParallel } from '../systems/rest.ts';

export interface StormFigures extends Omit<ComeBackResult, 'complete'> {
  clients: number;
  /** Milliseconds from the kill until half of the clients, and all, were back with every event. */
  halfAfter: number;
  allAfter: number;
  /** Statements that read the log, conversations or receipts meanwhile. */
  queries: number;
  statements: StatementCount[];
}

/** An instance is killed; all of its clients go to the other one, which has their conversations still to read. */
export const reconnectStorm: Case<StormFigures> = {
  name: 'reconnect-storm',

  async run(bench) {
    const system = await bench.parley();
    const conversations = await system.conversations(bench.pick(1_000, 100));
    const doomed = await system.startProcess('realtime', 'parley, doomed');
    const clients = (await inParallel(conversations, (one) => clientsOf(system, one, doomed.url))).flat();
    bench.say(`${clients.length} clients`);
    await bench.generator.run(
      'hold',
      clients.map(({ member }) => member),
    );
    await resetStatements(system.databaseUrl);
    const lostAt = Date.now();
    await doomed.kill();
    await bench.generator.run('release', null);
    await writeMeanwhile(system, conversations);
    const { complete, ...rest } = await bench.generator.run('comeBack', {
      clients,
      apiUrl: system.api.url,
      realtimeUrl: system.realtime[1]?.url ?? '',
      lostAt,
    });
    const statements = await readStatements(system.databaseUrl);
    const queries = statements.filter(isCatchUp).reduce((sum, { calls }) => sum + calls, 0);
    const [halfAfter, allAfter] = [complete.p50 ?? Number.NaN, complete.max ?? Number.NaN];
    return { clients: clients.length, halfAfter, allAfter, queries, statements: statements.slice(0, 10), ...rest };
  },

  show({ clients, halfAfter, allAfter, retries, caughtUp, queries, statements }) {
    const rows = [
      ['clients of the killed instance', number(clients)],
      ['half of them back and complete after', `${number(halfAfter / 1000)} s`],
      ['all of them after', `${number(allAfter / 1000)} s`],
      ['attempts that failed first', String(retries)],
      ['events they had missed', String(caughtUp)],
      ['catch-up queries', `${queries}, ${number(queries / clients)} per client`],
    ];
    const notes = statements.map(({ calls, query }) => `${calls} × \`${query.slice(0, 90)}\``);
    return [{ title: 'Reconnect storm', rows: [['what', 'figure'], ...rows], notes }];
  },
};

async function clientsOf(system: Parley, one: OpenConversation, url: string): Promise<Returning[]> {
  const { conversationId, visitor, agent } = one;
  const after = (await callApi(system.api.url, 'conversation.get', { conversationId }, await visitor.accessToken()))
    .lastSeq;
  const roles = [['visitor', visitor] as const, ['agent', agent] as const];
  return Promise.all(
    roles.map(async ([kind, person]) => {
      const member = { ...(await system.member(kind, person, undefined, conversationId)), url };
      return { member, accessToken: await person.accessToken(), conversationId, after };
    }),
  );
}

/** Something to catch up on: in every fifth conversation the agent writes while the clients are away. */
async function writeMeanwhile(system: Parley, conversations: readonly OpenConversation[]): Promise<void> {
  const some = conversations.filter((_, index) => index % 5 === 0);
  await inParallel(some, async ({ conversationId, agent }) => {
    const input = { conversationId, clientId: randomUUID(), text: 'Are you still there?' };
    await callApi(system.api.url, 'message.send', input, await agent.accessToken());
  });
}

/** The instances and the API have accounts of their own in the database, so these are the instances'. */
function isCatchUp({ query }: StatementCount): boolean {
  return /\b(events|conversations|receipts|log_epoch)\b/i.test(query) && !/append_events/.test(query);
}
