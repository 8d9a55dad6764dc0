import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As documented: calls that come before the loader has arrived are kept for it. */
const STUB = 'window.Parley ||= (...command) => (Parley.q ||= []).push(command);';

export interface Website {
  origin: string;
  /** What its pages call, as a script; it counts from the next page on. */
  calls: string;
  stop(): void;
}

/** Somebody's website, on an origin of its own, with a chat on every page. */
export async function startWebsite(parleyUrl: string, siteKey: string, calls = ''): Promise<Website> {
  const http = createServer((_request, response) => {
    const scripts = `<script>${STUB}${website.calls}</script><script src="${parleyUrl}/widget.js" data-site="${siteKey}" async></script>`;
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><html lang="en"><title>Shop</title><body><h1>Shop</h1>${scripts}`);
  });
  await once(http.listen(0, '127.0.0.1'), 'listening');
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const website: Website = { origin, calls, stop: () => http.close().closeAllConnections() };
  return website;
}
