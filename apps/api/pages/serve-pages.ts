import { existsSync } from 'node:fs';
import path from 'node:path';

import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { CONFIG } from '#config';
import type { Config } from '#config';
import { SiteOrigins } from '#visitors';

import { pageHeaders } from './page-headers.ts';

/** `dist/pages`, beside `dist/apps/api/pages` where this file runs. */
const ROOT = path.resolve(import.meta.dirname, '../../../pages');
/** Where the chat's frame begins; which site it is for stands in the query. */
const FRAME = new Set(['/widget/', '/widget/index.html']);

/** Serves widget, console and demo page. Files with a hash in their name may be kept for ever, others are asked for anew. */
export async function servePages(app: NestFastifyApplication): Promise<void> {
  if (!existsSync(ROOT)) return;
  const headers = pageHeaders(app.get<Config>(CONFIG));
  const sites = app.get(SiteOrigins);
  const byFile: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'console/index.html': headers.console,
    'demo/index.html': headers.demo,
    'widget.js': headers.loader,
  };
  const http = app.getHttpAdapter().getInstance();
  http.addHook<{ Querystring: { site?: string } }>('onRequest', async (request, reply) => {
    if (!FRAME.has(request.routeOptions.url ?? '')) return;
    void reply.headers(headers.frame(await sites.ofKey(String(request.query.site))));
    // "Not modified" would leave a browser with the list it has.
    delete request.headers['if-none-match'];
    delete request.headers['if-modified-since'];
  });
  await app.register(fastifyStatic, {
    root: ROOT,
    wildcard: false,
    redirect: true,
    setHeaders: (reply, file) => {
      const isHashed = file.includes(`${path.sep}assets${path.sep}`);
      void reply.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      void reply.headers(byFile[path.relative(ROOT, file).replaceAll(path.sep, '/')] ?? {});
    },
  });
  // The console's addresses are made in the browser.
  http.get('/console/*', (_request, reply) => reply.sendFile('console/index.html'));
  http.get('/', (_request, reply) => reply.redirect('/demo/'));
}
