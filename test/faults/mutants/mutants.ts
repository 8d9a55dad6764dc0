import type { Mutant } from './mutant.ts';
import { rewriteAppend } from './mutant.ts';

const LOG = 'libs/conversations/log/conversation-log.js';
const STORE = '(entries)=>appendBatch(pool, entries)';
const CLASS = 'export class ConversationLog {';

/** Puts a function before the log, and lets the log's queue store by it. */
const storeBy = (call: string, definition: string) => [
  { file: LOG, anchor: STORE, replacement: call },
  { file: LOG, anchor: CLASS, replacement: `${definition}\n${CLASS}` },
];

const IN_TRANSACTION = `async function inTransaction(pool, entries, beforeCommit) {
  const client = await pool.connect();
  let broken;
  try {
    await client.query('BEGIN');
    const outcomes = await appendBatch(client, entries);
    beforeCommit(outcomes);
    await client.query('COMMIT');
    return outcomes;
  } catch (error) {
    broken = error;
    throw error;
  } finally {
    client.release(broken);
  }
}`;

/** Each has been the real mistake of some real system. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'publish-before-commit',
    about: 'others are told while the transaction is still open',
    patches: storeBy(
      `(entries)=>inTransaction(pool, entries, (outcomes)=>entries.forEach((entry, n)=>outcomes[n].outcome === 'stored' && this.publish(entry, outcomes[n], null)))`,
      IN_TRANSACTION,
    ),
    scenarios: ['postgres-slow', 'postgres-crash', 'gateway-kill'],
  },
  {
    name: 'ack-before-commit',
    about: 'the sender is told while the transaction is still open',
    patches: storeBy(
      `(entries)=>new Promise((resolve, reject)=>inTransaction(pool, entries, resolve).catch(reject))`,
      IN_TRANSACTION,
    ),
    scenarios: ['postgres-slow', 'postgres-crash'],
  },
  {
    name: 'read-before-subscribe',
    about: 'a reader reads the log first and listens afterwards',
    patches: [
      {
        file: 'libs/conversations/resuming.js',
        anchor: 'const hold = await this.feeds.open(conversationId);',
        replacement:
          'const early = await this.read(actor, position, epoch);\nconst hold = await this.feeds.open(conversationId);',
      },
      {
        file: 'libs/conversations/resuming.js',
        anchor: 'let snapshot = await this.read(actor, position, epoch);',
        replacement: 'let snapshot = early;',
      },
    ],
    scenarios: ['join-churn'],
  },
  {
    name: 'max-plus-one',
    about: 'seq is the highest plus one, and nobody locks',
    alter: async (pool) => {
      await rewriteAppend(pool, [
        [
          'PERFORM 1 FROM conversations c WHERE c.id = ANY (conversation_ids) ORDER BY c.id FOR NO KEY UPDATE;',
          'PERFORM 1;',
        ],
        [
          'j.last_seq + row_number()',
          '(SELECT coalesce(max(e.seq), 0) FROM events e WHERE e.conversation_id = j.conversation_id) + row_number()',
        ],
      ]);
      await pool.query('ALTER TABLE events DROP CONSTRAINT events_pkey');
    },
    scenarios: ['hot-conversation', 'calm'],
  },
  {
    name: 'seq-from-sequence',
    about: 'seq comes from a sequence, which has gaps and no order of commits',
    alter: async (pool) => {
      await pool.query('CREATE SEQUENCE seqs');
      await rewriteAppend(pool, [['j.last_seq + row_number() OVER by_conversation', "nextval('seqs')"]]);
    },
    scenarios: ['calm'],
  },
  {
    name: 'no-deduplication',
    about: 'what is sent again is stored again',
    alter: async (pool) => {
      await rewriteAppend(pool, [
        [`WHEN known.seq IS NOT NULL THEN 'duplicate'`, ''],
        [
          `WHEN row_number() OVER (PARTITION BY i.conversation_id, i.actor_id, i.client_id ORDER BY i.ord) > 1 THEN 'duplicate'`,
          '',
        ],
      ]);
      await pool.query('DROP INDEX events_conversation_id_actor_id_client_id_key');
    },
    scenarios: ['postgres-reply-cut', 'client-cut'],
  },
  {
    name: 'no-positioning',
    about: 'nobody looks for what a lost last message hides',
    patches: [
      {
        file: 'libs/conversations/feed/positioning.js',
        anchor: 'async compare() {',
        replacement: 'async compare() { return;',
      },
    ],
    scenarios: ['bus-chaos', 'redis-kill'],
  },
  {
    name: 'notes-to-visitors',
    about: 'everybody sees everything',
    patches: [
      {
        file: 'libs/conversations/log/log-entry.js',
        anchor: `return audience === 'agents' || LOG_EVENTS[entry.type] === 'public';`,
        replacement: 'return true;',
      },
    ],
    scenarios: ['calm'],
  },
  {
    name: 'batches-in-disorder',
    about: 'a batch is stored in another order than it was given',
    patches: storeBy('(entries)=>appendBatch(pool, entries.toReversed()).then((outcomes)=>outcomes.toReversed())', ''),
    scenarios: ['postgres-slow', 'calm'],
  },
  {
    name: 'another-conversation',
    about: 'a room hears of any conversation its instance follows',
    patches: [
      {
        file: 'libs/conversations/feed/conversation-feeds.js',
        anchor: 'this.#open.get(entry.conversationId)?.feed.offer(entry, origin);',
        replacement: 'for (const open of this.#open.values()) open.feed.offer(entry, origin);',
      },
    ],
    scenarios: ['calm'],
  },
  {
    name: 'ended-sockets-stay',
    about: 'who is found to have no session any more is left alone',
    patches: [
      {
        file: 'apps/realtime/access/access-watch.js',
        anchor: 'if (reason) closeSocket(socket, reason);',
        replacement: '',
      },
    ],
    scenarios: ['token-revocation'],
  },
  {
    name: 'access-by-bus-alone',
    about: 'what the bus did not say about access is never read',
    patches: [
      {
        file: 'libs/accounts/access/access-news.js',
        anchor: 'async readOnce(listener) {',
        replacement: 'async readOnce(listener) { return;',
      },
    ],
    scenarios: ['token-revocation+redis-kill'],
  },
  {
    name: 'tokens-outlive-sessions',
    about: 'REST believes a token for as long as its signature is good',
    patches: [
      {
        file: 'apps/api/authentication.js',
        anchor: 'this.access.check({',
        replacement: '(({ actor }) => actor)({',
      },
    ],
    scenarios: ['token-revocation'],
  },
];
