import type { Bench, Case } from '../bench.ts';
import type { Price } from '../load/price.ts';
import { TlsFront, selfSigned } from '../machine/tls-front.ts';
import { number } from '../report/table.ts';

/** Null where a certificate could not be made. */
export type PriceFigures = Price[] | null;

/** What one message of 99 characters costs its sender, over the socket and over HTTPS: the reason the socket exists. */
export const price: Case<PriceFigures> = {
  name: 'price',

  async run(bench) {
    const ca = selfSigned();
    if (ca === null) bench.say('skipped: there is no openssl to make a certificate with');
    return ca === null ? null : measure(bench, ca);
  },

  show(figures) {
    if (!figures) return [];
    const socket = figures[0];
    const rows = figures.map(({ way, bytes, ipBytes, p50 }) => [
      way,
      number(bytes),
      number(ipBytes),
      `${number(ipBytes / (socket?.ipBytes ?? Number.NaN))} ×`,
      number(p50),
    ]);
    const head = ['way', 'bytes', 'with IP and TCP, estimated', 'to the socket', 'p50 ms'];
    return [{ title: 'The price of one message, over TLS 1.3', rows: [head, ...rows] }];
  },
};

async function measure(bench: Bench, ca: string): Promise<Price[]> {
  const system = await bench.parley();
  const [conversation] = await system.conversations(1);
  const instance = system.realtime[0];
  if (!conversation || !instance) throw new Error('there is no conversation or no instance');
  const { conversationId, visitor } = conversation;
  const https = bench.stoppers.add(await TlsFront.start(system.api.url, ca));
  const http2 = bench.stoppers.add(await TlsFront.startHttp2(system.api.url, ca));
  const socket = bench.stoppers.add(await TlsFront.start(instance.url, ca));
  return bench.generator.run('price', {
    https: https.url,
    http2: http2.url,
    socket: socket.url,
    ca,
    sender: { ...(await system.member('visitor', visitor, instance, conversationId)), join: null },
    conversationId,
    accessToken: await visitor.accessToken(),
    messages: bench.pick(400, 50),
  });
}
