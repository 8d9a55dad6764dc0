import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import type { TrafficShaper } from '#limits';

import { clientAddress } from './trusted-proxies.ts';

/** No request is looked at before it is its turn; one of too many is `rate_limited`. */
export function shapeTraffic(app: NestFastifyApplication, shaper: TrafficShaper): void {
  const http = app.getHttpAdapter().getInstance();
  http.addHook('onRequest', async ({ ip, ips, raw }, reply) => {
    await shaper.pass(clientAddress(ips ?? [ip]));
    // Nobody waits for the answer any more.
    if (raw.socket.destroyed) reply.hijack();
  });
}
