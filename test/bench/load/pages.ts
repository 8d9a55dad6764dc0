import { Agent, get } from 'node:http';
import { text } from 'node:stream/consumers';

import { Latencies, type Percentiles } from './latencies.ts';

export interface PagesOptions {
  /** A page that is read again and again; with `follow`, the first of those that are read one after the other. */
  url: string;
  accessToken: string;
  /** Readers at once, each on a kept-alive connection of its own. */
  readers: number;
  measureMs: number;
  /** Reads on where the answer's `nextCursor` points, as whoever reads a whole transcript does. */
  follow?: boolean;
}

export interface PagesResult {
  pagesPerSecond: number;
  latency: Percentiles;
}

/** Reads pages over REST for so long, one after the other per reader. */
export async function readPages({ url, accessToken, readers, measureMs, follow }: PagesOptions): Promise<PagesResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: readers });
  const latencies = new Latencies();
  const start = performance.now();
  const read = async (): Promise<void> => {
    let next = url;
    while (performance.now() - start < measureMs) {
      const began = performance.now();
      const body = await fetchText(agent, next, accessToken);
      latencies.add(performance.now() - began);
      if (follow) next = nextPage(url, body);
    }
  };
  await Promise.all(Array.from({ length: readers }, read));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  const latency = latencies.summary();
  return { pagesPerSecond: latency.count / seconds, latency };
}

/** The events need not be parsed for it. */
function nextPage(url: string, body: string): string {
  const cursor = /"nextCursor":"([^"]+)"/.exec(body)?.[1];
  return cursor ? `${url}&cursor=${encodeURIComponent(cursor)}` : url;
}

async function fetchText(agent: Agent, url: string, accessToken: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  get(url, { agent, headers: { authorization: `Bearer ${accessToken}` } }, (response) => {
    if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
    text(response).then(resolve, reject);
  }).on('error', reject);
  return promise;
}
