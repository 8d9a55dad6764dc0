import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import type { TrafficShaper } from '#limits';

import { addressOf } from './trusted-proxies.ts';

/** No request is looked at before it is its turn; one of too many is `rate_limited`. */
export function shapeTraffic(app: NestFastifyApplication, shaper: TrafficShaper): void {
  const http = app.getHttpAdapter().getInstance();
  http.addHook('onRequest', async (request, reply) => {
    await shaper.pass(addressOf(request));
    // Nobody waits for the answer any more.
    if (request.raw.socket.destroyed) reply.hijack();
  });
}
