import type { LogEvent, RouteOutput } from '#contracts';

import type { Row, Seen, Transcript } from '../checker/history.ts';
import type { ChatClient } from '../clients/chat-client.ts';
import type { Cast } from './cast.ts';
import { seenOf } from './recorder.ts';
import type { Rig } from './rig.ts';

/** The table of events, of the conversations of this run. */
export async function rowsOf(rig: Rig, cast: Cast): Promise<Row[]> {
  const sql = `SELECT conversation_id AS conversation, seq, prev_public_seq AS "prevPublicSeq", audience, type,
      actor_id AS actor, client_id AS "clientId", coalesce(body ->> 'text', '') AS text
    FROM events WHERE conversation_id = ANY ($1) ORDER BY conversation_id, seq`;
  return (await rig.postgres.pool.query<Row>(sql, [Object.keys(cast.conversations)])).rows;
}

export async function headsOf(rig: Rig, cast: Cast): Promise<Record<string, number>> {
  const sql = 'SELECT id, last_seq FROM conversations WHERE id = ANY ($1)';
  const { rows } = await rig.postgres.pool.query<{ id: string; last_seq: number }>(sql, [
    Object.keys(cast.conversations),
  ]);
  return Object.fromEntries(rows.map((row) => [row.id, row.last_seq]));
}

/** Every conversation as REST tells it to its visitor and to an agent. */
export async function transcriptsOf(cast: Cast): Promise<Transcript[]> {
  const transcripts: Transcript[] = [];
  for (const conversation of Object.keys(cast.conversations)) {
    const people = cast.present.filter((client) => client.conversations.includes(conversation));
    for (const kind of ['visitor', 'agent'] as const) {
      const reader = people.find(({ info }) => info.kind === kind);
      const audience = kind === 'agent' ? 'agents' : 'public';
      if (reader) transcripts.push({ conversation, audience, events: await transcript(reader, conversation) });
    }
  }
  return transcripts;
}

async function transcript(reader: ChatClient, conversationId: string): Promise<Seen[]> {
  const events: LogEvent[] = [];
  let cursor: string | undefined;
  do {
    const ask = () => reader.call('conversation.transcript', { conversationId, cursor });
    // Once more where a kept connection turned out to be broken.
    const page: RouteOutput<'conversation.transcript'> = await ask().catch(ask);
    events.push(...page.events);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return events.map(seenOf);
}
