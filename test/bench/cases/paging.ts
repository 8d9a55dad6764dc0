import type { Bench, Case } from '../bench.ts';
import { runSql } from '../machine/postgres.ts';
import { type Spread, ratioOf, spreadOf } from '../report/spread.ts';
import { spread } from '../report/table.ts';

export interface PagingFigures {
  events: number;
  /** A page of 50, milliseconds (p50), by where in the log it is. */
  places: { place: string; milliseconds: Spread }[];
  /** The end to the start, run by run. */
  ratio: Spread;
  /** Pages of 200 a second, read one after the other: one reader, and four. */
  transcript: { readers: number; pagesPerSecond: Spread }[];
}

const FILL = `
  INSERT INTO events (conversation_id, seq, prev_public_seq, audience, type, actor_kind, actor_id, actor_name, client_id, body, at)
  SELECT id, seq, seq - 1, 'public', 'message.created', 'visitor', visitor_id, NULL, gen_random_uuid(),
    jsonb_build_object('text', repeat('x', 90) || seq), now()
  FROM conversations, generate_series(last_seq + 1, $2) AS seq WHERE id = $1`;
const COUNT = 'UPDATE conversations SET last_seq = $2, last_public_seq = $2 WHERE id = $1';

/** Pages of a conversation of a million events, over REST. */
export const paging: Case<PagingFigures> = {
  name: 'paging',

  async run(bench) {
    const events = bench.pick(1_000_000, 50_000);
    const { url, accessToken } = await longConversation(bench, events);
    const places = Object.entries({ start: 0, middle: events / 2, end: events - 50 });
    const pages = places.map(([place, after]) => ({ place, after, runs: [] as number[] }));
    const transcript = [1, 4].map((readers) => ({ readers, runs: [] as number[] }));
    const measureMs = bench.pick(1_000, 300);
    const read = (path: string, readers: number, follow = false) =>
      bench.generator.run('readPages', { url: url + path, accessToken, readers, follow, measureMs });
    await read('/events?after=0&limit=50', 1);
    for (let run = 1; run <= bench.options.runs; run += 1) {
      for (const { after, runs } of pages)
        runs.push((await read(`/events?after=${after}&limit=50`, 1)).latency.p50 ?? Number.NaN);
      for (const { readers, runs } of transcript)
        runs.push((await read('/transcript?limit=200', readers, true)).pagesPerSecond);
      bench.say(`run ${run}  ${pages.map(({ place, runs }) => `${place} ${runs.at(-1)?.toFixed(2)} ms`).join(', ')}`);
    }
    return {
      events,
      places: pages.map(({ place, runs }) => ({ place, milliseconds: spreadOf(runs) })),
      ratio: ratioOf(pages.at(-1)?.runs ?? [], pages[0]?.runs ?? []),
      transcript: transcript.map(({ readers, runs }) => ({ readers, pagesPerSecond: spreadOf(runs) })),
    };
  },

  show({ events, places, ratio, transcript }) {
    const rows = places.map(({ place, milliseconds }) => [place, spread(milliseconds)]);
    const lines = transcript.map(({ readers, pagesPerSecond }) => [`${readers}`, spread(pagesPerSecond)]);
    return [
      {
        title: `Pages of 50 of a log of ${events.toLocaleString('en')} events`,
        rows: [['place', 'p50 ms'], ...rows],
        notes: [`end / start, pair by pair: ${spread(ratio)}`],
      },
      { title: 'Reading a transcript', rows: [['readers', 'pages of 200 per second'], ...lines] },
    ];
  },
};

async function longConversation(bench: Bench, events: number): Promise<{ url: string; accessToken: string }> {
  const system = await bench.parley();
  const conversation = (await system.conversations(1)).at(-1);
  if (!conversation) throw new Error('there is no conversation');
  const { conversationId, visitor } = conversation;
  bench.say(`inserting ${events} events`);
  await runSql(system.databaseUrl, FILL, [conversationId, events]);
  await runSql(system.databaseUrl, COUNT, [conversationId, events]);
  await runSql(system.databaseUrl, 'VACUUM (ANALYZE) events');
  return { url: `${system.api.url}/v1/conversations/${conversationId}`, accessToken: await visitor.accessToken() };
}
