import { randomBytes } from 'node:crypto';
import { once } from 'node:events';

import { WebSocket } from 'ws';

import { NAMESPACES, SOCKET_PATH } from '#contracts';

import type { Attack } from '../attack.ts';
import type { Town } from '../town.ts';
import { until } from './until.ts';

const EVENT = '42/visitor,';
const PACKETS: readonly (string | Buffer)[] = [
  '',
  '4',
  '40',
  '41',
  '42',
  '43',
  '44',
  '45',
  '46',
  '5',
  '6',
  '99',
  'hello',
  `${EVENT}[]`,
  `${EVENT}[1]`,
  `${EVENT}["message.send"`,
  `${EVENT}999999999999999999999["resume",{}]`,
  `${EVENT}0["resume"]`,
  `${EVENT}0["__proto__",{}]`,
  `${EVENT}0["constructor",{}]`,
  `${EVENT}0["connect"]`,
  `${EVENT}0["disconnect"]`,
  `${EVENT}0["disconnecting"]`,
  `${EVENT}0["error"]`,
  `${EVENT}0[{"__proto__":{"isPolluted":true}}]`,
  `${EVENT}0${'['.repeat(20_000)}`,
  `${EVENT}0${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  '43/visitor,0[{"ok":true}]',
  '43/visitor,["ack of nothing"]',
  '451-/visitor,["resume",{"_placeholder":true,"num":0}]',
  '4599999999-/visitor,["resume"]',
  '4510-/visitor,0["resume",{"_placeholder":true,"num":99}]',
  '451-/visitor,["resume",{"_placeholder":true,"num":"x"}]',
  '40/nowhere,{}',
  '40/admin,{"ticket":"x"}',
  '40/visitor,{"ticket":{"toString":"x"}}',
  '40/visitor,[]',
  '40/visitor,',
  `40/${'a'.repeat(10_000)},`,
  '41/visitor,',
  '41/nowhere,',
  Buffer.from([0xff, 0xfe, 0x00]),
  Buffer.alloc(10_000, 0x34),
];

/** Packets that no client sends, on connections with a ticket and without. */
export const rawFrames: Attack = {
  name: 'raw-frames',
  isForTheCode: true,
  async run(town, signal, seed) {
    const { tokens } = await town.attackers();
    const token = tokens[1] ?? '';
    const outcome = await until(signal, 4, async (turn) => {
      const ticket = turn % 2 === 0 ? await town.cluster.ticket(token).catch(() => 'none') : 'none';
      await oneConnection(town, signal, ticket, seed + turn);
      return null;
    });
    return { ...outcome, sent: outcome.sent * 20 };
  },
};

async function oneConnection(town: Town, signal: AbortSignal, ticket: string, seed: number): Promise<void> {
  const url = town.socketUrls[seed % town.socketUrls.length] ?? '';
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}${SOCKET_PATH}?EIO=4&transport=websocket`);
  socket.on('error', () => undefined);
  socket.on('message', () => undefined);
  const closed = once(socket, 'close').catch(() => undefined);
  await Promise.race([once(socket, 'open').catch(() => undefined), closed]);
  if (ticket !== 'none') socket.send(`40${NAMESPACES.visitor},${JSON.stringify({ ticket })}`);
  for (let count = 0; count < 20 && socket.readyState === WebSocket.OPEN && !signal.aborted; count += 1)
    socket.send(packet(seed * 31 + count));
  // What has been sent is read before the close frame is.
  socket.close();
  await closed;
}

function packet(choice: number): string | Buffer {
  if (choice % 7 === 0) return randomBytes(choice % 200);
  if (choice % 11 === 0) return randomBytes(choice % 200).toString('latin1');
  return PACKETS[choice % PACKETS.length] ?? '';
}
