import { randomUUID } from 'node:crypto';

import { Client } from 'pg';

/**
 * The usual way to number messages safely: one statement per message, which locks the conversation's row, counts, and
 * inserts. Many writers, one connection each, nothing else: no sockets, no validation, nobody is told. Prints how many a second.
 */
const APPEND = {
  name: 'append',
  text: `WITH numbered AS (UPDATE conversation SET last_seq = last_seq + 1 WHERE id = $1 RETURNING last_seq)
    INSERT INTO message (conversation_id, seq, actor_id, client_id, text)
    SELECT $1, last_seq, $2, $3, $4 FROM numbered RETURNING seq`,
};
const [databaseUrl, conversationId, writers, warmMs, measureMs] = process.argv.slice(2);
const text = 'How do I change the delivery address of an order that has been paid for but has not been shipped'.padEnd(
  99,
  '.',
);

const clients = Array.from({ length: Number(writers) }, () => new Client({ connectionString: databaseUrl }));
await Promise.all(clients.map((client) => client.connect()));
const start = performance.now() + Number(warmMs);
const end = start + Number(measureMs);
let stored = 0;
await Promise.all(
  clients.map(async (client) => {
    const actorId = randomUUID();
    while (performance.now() < end) {
      await client.query({ ...APPEND, values: [conversationId, actorId, randomUUID(), text] });
      const now = performance.now();
      if (now >= start && now < end) stored += 1;
    }
    await client.end();
  }),
);
process.stdout.write(String((stored / Number(measureMs)) * 1_000));
