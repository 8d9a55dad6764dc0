import { setTimeout as delay } from 'node:timers/promises';

import type { Cast } from './cast.ts';
import type { Rig } from './rig.ts';

const LOOK_EVERY_MS = 50;

interface Head {
  id: string;
  last_seq: number;
  last_public_seq: number;
}

/** Resolves when nobody has anything unsent and everybody whose session goes on shows the end of every log; with who does not, when time is over. */
export async function converge(rig: Rig, cast: Cast, budgetMs: number): Promise<string[]> {
  const end = performance.now() + budgetMs;
  for (;;) {
    const behind = await whoIsBehind(rig, cast);
    if (behind.length === 0 || performance.now() > end) return behind;
    await delay(LOOK_EVERY_MS);
  }
}

async function whoIsBehind(rig: Rig, cast: Cast): Promise<string[]> {
  const sql = 'SELECT id, last_seq, last_public_seq FROM conversations WHERE id = ANY ($1)';
  const { rows } = await rig.postgres.pool.query<Head>(sql, [Object.keys(cast.conversations)]);
  const heads = new Map(rows.map((row) => [row.id, row]));
  return cast.present.flatMap((client) => {
    const { id, info } = client;
    const end = (conversation: string) => {
      const head = heads.get(conversation);
      return info.kind === 'agent' ? head?.last_seq : head?.last_public_seq;
    };
    return client
      .standings()
      .filter(({ conversation, unsent, last }) => unsent > 0 || last !== end(conversation))
      .map(
        ({ conversation, unsent, last }) =>
          `${id} has ${unsent} unsent and shows ${last} of ${end(conversation)} in ${conversation}`,
      );
  });
}
