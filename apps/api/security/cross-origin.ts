import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { DomainError } from '#common';
import { VISITOR_ROUTES } from '#contracts';
import type { Route } from '#contracts';
import { signedInAs } from '#http-kit';
import { OwnOrigin } from '#process';
import { SiteOrigins } from '#visitors';

const ROUTES: readonly Route[] = Object.values(VISITOR_ROUTES);
const PREFLIGHT_SECONDS = 600;

/**
 * CORS (Fetch standard) for websites whose pages talk to Parley themselves, instead of through the frame: the routes of visitors
 * answer the origins on the list of the visitor's site, and no other route answers any. Cookies are never part of it.
 */
export function shareAcrossOrigins(app: NestFastifyApplication): void {
  const sites = app.get(SiteOrigins);
  const own = app.get(OwnOrigin);
  const http = app.getHttpAdapter().getInstance();
  const methods = methodsByPath();
  for (const path of methods.keys()) {
    // Before the request itself nothing says which site it is about.
    http.options(path, async ({ headers, routeOptions }, reply) => {
      const { origin } = headers;
      void reply.header('Vary', 'Origin');
      if (!origin || !(await sites.isKnown(origin))) throw new DomainError('origin_not_allowed');
      return allow(reply, origin)
        .header('Access-Control-Allow-Methods', methods.get(routeOptions.url ?? ''))
        .header('Access-Control-Allow-Headers', 'Authorization, Content-Type, Idempotency-Key')
        .header('Access-Control-Max-Age', PREFLIGHT_SECONDS)
        .code(204)
        .send();
    });
  }
  http.addHook('onSend', async (request, reply) => {
    if (request.method === 'OPTIONS' || !methods.has(request.routeOptions.url ?? '')) return;
    void reply.header('Vary', withOrigin(reply.getHeader('Vary')));
    const { origin } = request.headers;
    if (!origin || own.isOwn(request.headers) || !(await mayRead(sites, origin, request))) return;
    allow(reply, origin).header('Access-Control-Expose-Headers', 'Retry-After, RateLimit, RateLimit-Policy');
  });
}

function allow(reply: FastifyReply, origin: string): FastifyReply {
  return reply.header('Access-Control-Allow-Origin', origin);
}

/** The site is the visitor's, or the one the request names. A refusal that comes before that is for every site to read. */
async function mayRead(sites: SiteOrigins, origin: string, request: FastifyRequest): Promise<boolean> {
  const actor = signedInAs(request);
  if (actor) return actor.kind === 'visitor' && sites.isAllowed(origin, actor.siteId);
  const siteKey = siteKeyIn(request.params) ?? siteKeyIn(request.body);
  return siteKey === null ? sites.isKnown(origin) : sites.isAllowedByKey(origin, siteKey);
}

function siteKeyIn(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('siteKey' in input)) return null;
  return typeof input.siteKey === 'string' ? input.siteKey : null;
}

function methodsByPath(): ReadonlyMap<string, string> {
  const paths = Map.groupBy(ROUTES, ({ path }) => path);
  return new Map([...paths].map(([path, routes]) => [path, routes.map(({ method }) => method).join(', ')]));
}

function withOrigin(vary: unknown): string {
  return typeof vary === 'string' && vary !== '' ? `${vary}, Origin` : 'Origin';
}
