import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';

import type { Bench, Case } from '../bench.ts';
import type { Member } from '../load/member.ts';
import { runSql } from '../machine/postgres.ts';
import { type Spread, ratioOf, spreadOf } from '../report/spread.ts';
import { spread } from '../report/table.ts';
import { inParallel } from '../systems/rest.ts';

export interface HotFigures {
  /** Messages per second: Parley, by messages in flight per writer, and the statement per message. */
  parley: { inFlight: number; messagesPerSecond: Spread; ratio: Spread }[];
  rowLock: Spread;
}

const WRITERS = 32;
const IN_FLIGHT = [1, 4];
const TABLES = `
  CREATE TABLE conversation (id uuid PRIMARY KEY, last_seq integer NOT NULL DEFAULT 0) WITH (fillfactor = 70);
  CREATE TABLE message (
    conversation_id uuid NOT NULL, seq integer NOT NULL, actor_id uuid NOT NULL, client_id uuid NOT NULL,
    text text NOT NULL, at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (conversation_id, seq), UNIQUE (conversation_id, actor_id, client_id))`;

/** Everybody writes to one conversation. The rival is generously treated: it serves no sockets and tells nobody. */
export const hotConversation: Case<HotFigures> = {
  name: 'hot-conversation',

  async run(bench) {
    const databaseUrl = await (await bench.postgres()).createDatabase('row_lock');
    await runSql(databaseUrl, TABLES);
    await bench.system('parley');
    const rowLock: number[] = [];
    const parley = IN_FLIGHT.map((inFlight) => ({ inFlight, runs: [] as number[] }));
    for (let run = 1; run <= bench.options.runs; run += 1) {
      for (const { inFlight, runs } of parley) runs.push(await withParley(bench, inFlight));
      rowLock.push(await withRowLock(bench, databaseUrl));
      const figures = parley.map(({ inFlight, runs }) => `${runs.at(-1)?.toFixed(0)}/s with ${inFlight} in flight`);
      bench.say(`run ${run}  parley ${figures.join(', ')}; one statement each ${rowLock.at(-1)?.toFixed(0)}/s`);
    }
    return {
      parley: parley.map(({ inFlight, runs }) => {
        return { inFlight, messagesPerSecond: spreadOf(runs), ratio: ratioOf(runs, rowLock) };
      }),
      rowLock: spreadOf(rowLock),
    };
  },

  show({ parley, rowLock }) {
    const rows = parley.map(({ inFlight, messagesPerSecond, ratio }) => {
      return [`parley, ${inFlight} in flight per writer`, spread(messagesPerSecond), spread(ratio)];
    });
    const head = ['how', 'messages/s', 'to one statement each'];
    const rival = ['one row-locking statement each', spread(rowLock), '1'];
    return [{ title: `One conversation, ${WRITERS} writers`, rows: [head, ...rows, rival] }];
  },
};

/** Writers on both instances; one member on the second hears it all. */
async function withParley(bench: Bench, inFlight: number): Promise<number> {
  const system = await bench.parley();
  const [conversation] = await system.conversations(1);
  if (!conversation) throw new Error('there is no conversation');
  const { conversationId, visitor, team } = conversation;
  const agents = Array.from({ length: WRITERS }, (_, index) => team.agents[index % team.agents.length] ?? visitor);
  const writers = await inParallel(agents, async (agent, index): Promise<Member> => {
    return { ...(await system.member('agent', agent, system.realtime[index % 2], conversationId)), join: null };
  });
  const reader = await system.member('visitor', visitor, system.realtime[1], conversationId);
  const result = await bench.generator.run('closedLoop', {
    groups: [[...writers, { ...reader, isSilent: true }]],
    processes: [],
    inFlight,
    warmMs: bench.pick(700, 300),
    measureMs: bench.pick(2_000, 700),
  });
  if (result.undelivered + result.refused > 0)
    bench.say(`  ${result.undelivered} not delivered, ${result.refused} refused`);
  return result.acked / result.seconds;
}

/** On the servers' core, where Parley's instances run too. */
async function withRowLock(bench: Bench, databaseUrl: string): Promise<number> {
  const conversationId = randomUUID();
  await runSql(databaseUrl, 'INSERT INTO conversation (id) VALUES ($1)', [conversationId]);
  const args = [databaseUrl, conversationId, WRITERS, bench.pick(700, 300), bench.pick(2_000, 700)].map(String);
  const { stdout } = await promisify(execFile)(process.execPath, [`${await bench.rivals()}/row-lock.js`, ...args]);
  return Number(stdout);
}
