import { randomUUID } from 'node:crypto';
import { connect } from 'node:http2';
import { Agent, request } from 'node:https';
import { text } from 'node:stream/consumers';

import { Connection } from './connection.ts';
import { CountingProxy } from './counting-proxy.ts';
import { Latencies } from './latencies.ts';
import type { Member } from './member.ts';

export interface PriceOptions {
  /** Origins behind TLS; `socket` is the realtime instance's. */
  https: string;
  http2: string;
  socket: string;
  ca: string;
  sender: Member;
  conversationId: string;
  accessToken: string;
  messages: number;
}

/** What one message costs its sender: the request and its answer. */
export interface Price {
  way: string;
  /** TCP payload, both directions, TLS included: measured. */
  bytes: number;
  /** With headers of IP and TCP, and the packets that open and close a connection: estimated. */
  ipBytes: number;
  p50: number;
}

/** Sends one message and resolves with its answer. */
type Send = () => Promise<unknown>;
interface OpenWay {
  send: Send;
  close: () => void;
}
interface Way {
  name: string;
  origin: keyof Pick<PriceOptions, 'https' | 'http2' | 'socket'>;
  open: (options: PriceOptions, origin: string) => Promise<OpenWay>;
}

const TEXT = 'The parcel was left with a neighbour, but the note in the letter box does not say with which one...';
/** IPv4 and TCP with timestamps. */
const HEADERS = 52;
/** SYN, SYN-ACK, ACK; FIN and its ACK from both sides. */
const OPEN_AND_CLOSE = 60 + 60 + HEADERS + 4 * HEADERS;
const WARM_UP = 20;

/** Each way twice: once through a proxy that counts, once without it for the time. */
export async function priceOf(options: PriceOptions): Promise<Price[]> {
  const prices: Price[] = [];
  for (const way of WAYS)
    prices.push({ way: way.name, ...(await traffic(way, options)), p50: await time(way, options) });
  return prices;
}

async function traffic(way: Way, options: PriceOptions): Promise<Pick<Price, 'bytes' | 'ipBytes'>> {
  const proxy = await CountingProxy.start(options[way.origin]);
  const { send, close } = await way.open(options, proxy.url);
  for (let count = 0; count < WARM_UP; count += 1) await send();
  proxy.take();
  for (let count = 0; count < options.messages; count += 1) await send();
  const { bytes, segments, connections } = proxy.take();
  close();
  proxy.stop();
  const ipBytes = bytes + segments * HEADERS + connections * OPEN_AND_CLOSE;
  return { bytes: bytes / options.messages, ipBytes: ipBytes / options.messages };
}

async function time(way: Way, options: PriceOptions): Promise<number> {
  const { send, close } = await way.open(options, options[way.origin]);
  for (let count = 0; count < WARM_UP; count += 1) await send();
  const latencies = new Latencies();
  for (let count = 0; count < options.messages; count += 1) {
    const start = performance.now();
    await send();
    latencies.add(performance.now() - start);
  }
  close();
  return latencies.summary().p50 ?? Number.NaN;
}

const WAYS: readonly Way[] = [
  {
    name: 'socket',
    origin: 'socket',
    async open({ sender, conversationId, ca }, url) {
      const connection = await Connection.open({ ...sender, url }, { ca });
      const send = () => connection.command('message.send', { conversationId, clientId: randomUUID(), text: TEXT });
      return { send, close: () => connection.close() };
    },
  },
  {
    name: 'HTTPS, HTTP/2',
    origin: 'http2',
    async open(options, origin) {
      const session = connect(origin, { ca: options.ca });
      const send: Send = async () => {
        const stream = session.request({ ':method': 'POST', ':path': path(options), ...headers(options) });
        const answer = text(stream);
        stream.end(body());
        return answer;
      };
      return { send, close: () => session.destroy() };
    },
  },
  {
    name: 'HTTPS, HTTP/1.1 kept alive',
    origin: 'https',
    open: async (options, origin) => http1(options, origin, true),
  },
  { name: 'HTTPS, a connection each', origin: 'https', open: async (options, origin) => http1(options, origin, false) },
];

function http1(options: PriceOptions, origin: string, keepAlive: boolean): OpenWay {
  const agent = new Agent({ keepAlive, maxSockets: 1, maxCachedSessions: 0, ca: options.ca });
  const send: Send = () =>
    new Promise((resolve, reject) => {
      const posting = request(origin + path(options), { agent, method: 'POST', headers: headers(options) });
      posting.on('response', (response) => void text(response).then(resolve, reject)).on('error', reject);
      posting.end(body());
    });
  return { send, close: () => agent.destroy() };
}

function path({ conversationId }: PriceOptions): string {
  return `/v1/conversations/${conversationId}/messages`;
}

/** No more than the API asks for: a browser adds some hundred bytes. */
function headers({ accessToken }: PriceOptions): Record<string, string> {
  return { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
}

function body(): string {
  return JSON.stringify({ clientId: randomUUID(), text: TEXT });
}
