import { request as requestHttp } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';

import type { CustomFetch } from 'openid-client';

import { lookupPublic, requirePublicHost } from './public-address.ts';

/** Metadata, keys and tokens are a few kilobytes. */
const MAX_BYTES = 1024 * 1024;
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const WITHOUT_BODY = new Set([204, 205, 304]);

/** The provider did not answer, or is not where we ask. A TypeError, as `fetch` has it: openid-client passes it on as it is. */
export class ProviderUnreachable extends TypeError {
  override name = 'ProviderUnreachable';
}

/** Plain http is for a provider on the same machine alone. */
export function isAcceptableUrl({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}

/**
 * How we speak to a provider whose address somebody has typed in: to the public internet only, unless the operator allows more;
 * without following redirects, and without reading more than a provider has to say.
 */
export function providerFetch({ allowsPrivate }: { allowsPrivate: boolean }): CustomFetch {
  return async (address, options) => {
    const url = new URL(address);
    try {
      if (!isAcceptableUrl(url)) throw new Error(`${url.protocol} is not for ${url.hostname}`);
      if (!allowsPrivate) requirePublicHost(url.hostname);
      // Normalises whatever kind of body and headers there are.
      const request = new Request(url, options as RequestInit);
      return await ask(url, request, { signal: options.signal, ...(!allowsPrivate && { lookup: lookupPublic }) });
    } catch (cause) {
      throw new ProviderUnreachable(`${url.host} cannot be reached`, { cause });
    }
  };
}

async function ask(url: URL, request: Request, options: RequestOptions): Promise<Response> {
  const body = Buffer.from(await request.arrayBuffer());
  const { method } = request;
  const headers = { ...Object.fromEntries(request.headers), 'content-length': body.length };
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    const outgoing = send(url, { ...options, method, headers, agent: false }, resolve);
    outgoing.on('error', reject).end(body);
  });
  return toResponse(incoming);
}

async function toResponse(incoming: IncomingMessage): Promise<Response> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  const { statusCode: status = 502, headersDistinct } = incoming;
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  return new Response(WITHOUT_BODY.has(status) ? null : Buffer.concat(chunks), { status, headers });
}
