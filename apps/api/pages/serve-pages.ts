import { existsSync } from 'node:fs';
import path from 'node:path';

import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** `dist/pages`, beside `dist/apps/api/pages` where this file runs. */
const ROOT = path.resolve(import.meta.dirname, '../../../pages');

/** Serves widget, console and demo page. Files with a hash in their name may be kept for ever, others are asked for anew. */
export async function servePages(app: NestFastifyApplication): Promise<void> {
  if (!existsSync(ROOT)) return;
  await app.register(fastifyStatic, {
    root: ROOT,
    wildcard: false,
    redirect: true,
    setHeaders: (reply, file) => {
      const isHashed = file.includes(`${path.sep}assets${path.sep}`);
      void reply.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      void reply.header('X-Content-Type-Options', 'nosniff');
    },
  });
  // The console's addresses are made in the browser.
  const http = app.getHttpAdapter().getInstance();
  http.get('/console/*', (_request, reply) => reply.sendFile('console/index.html'));
  http.get('/', (_request, reply) => reply.redirect('/demo/'));
}
