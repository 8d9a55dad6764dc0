import { setTimeout as delay } from 'node:timers/promises';

import { Connection } from './connection.ts';
import { Latencies, type Percentiles } from './latencies.ts';
import type { Member } from './member.ts';

export interface ComeBackOptions {
  clients: readonly Returning[];
  /** Origin of the API that gives tickets, and of the instance that is left. */
  apiUrl: string;
  realtimeUrl: string;
  /** Epoch milliseconds at which the instance was killed. */
  lostAt: number;
}

export interface Returning {
  member: Member;
  accessToken: string;
  conversationId: string;
  /** The last seq it has seen. */
  after: number;
}

export interface ComeBackResult {
  /** Milliseconds from the loss until a client was connected and had every event. */
  complete: Percentiles;
  /** Attempts that failed and were made again. */
  retries: number;
  /** Events that the clients had missed. */
  caughtUp: number;
}

interface Resumed {
  conversations: { events: { seq: number }[]; head: number; hasMore: boolean; isLive: boolean }[];
}

/** As libs/client waits: half a second at least, and a bound that doubles. */
function backoff(attempt: number): number {
  return 500 + Math.random() * (Math.min(10_000, 1_000 * 2 ** attempt) - 500);
}

/** Clients that lost their instance come back: wait, fetch a ticket, connect elsewhere, resume until nothing is missing. */
export async function comeBack({ clients, ...options }: ComeBackOptions): Promise<ComeBackResult> {
  const latencies = new Latencies();
  let [retries, caughtUp] = [0, 0];
  const connections = await Promise.all(
    clients.map(async (client) => {
      for (let attempt = 0; ; attempt += 1) {
        await delay(backoff(attempt));
        try {
          const { connection, events } = await returnOnce(client, options);
          latencies.add(performance.timeOrigin + performance.now() - options.lostAt);
          caughtUp += events;
          return connection;
        } catch (error) {
          if (attempt > 10) throw error;
          retries += 1;
        }
      }
    }),
  );
  for (const connection of connections) connection.close();
  return { complete: latencies.summary(), retries, caughtUp };
}

async function returnOnce(client: Returning, { apiUrl, realtimeUrl }: Omit<ComeBackOptions, 'clients'>) {
  const ticket = await fetchTicket(apiUrl, client.accessToken);
  const connection = await Connection.open({ ...client.member, url: realtimeUrl, auth: { ticket }, join: null });
  let { after } = client;
  let events = 0;
  for (let isLive = false; !isLive;) {
    const resumed = await resume(connection, client.conversationId, after);
    events += resumed.events.length;
    after = resumed.events.at(-1)?.seq ?? after;
    isLive = resumed.isLive;
    if (isLive && after < resumed.head) throw new Error('the answer to resume is not complete');
  }
  return { connection, events };
}

async function resume(connection: Connection, conversationId: string, after: number) {
  const ack = await connection.command('resume', { conversations: [{ conversationId, after }] });
  const [{ data }] = JSON.parse(ack.slice(ack.indexOf('['))) as [{ data: Resumed }];
  const resumed = data.conversations[0];
  if (!resumed) throw new Error('resume answered nothing');
  return resumed;
}

async function fetchTicket(apiUrl: string, accessToken: string): Promise<string> {
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  const response = await fetch(`${apiUrl}/v1/socket-tickets`, { method: 'POST', headers, body: '{}' });
  if (!response.ok) throw new Error(`no ticket: ${response.status}`);
  return ((await response.json()) as { ticket: string }).ticket;
}
