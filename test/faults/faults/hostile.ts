import { once } from 'node:events';
import { connect } from 'node:net';

import { WebSocket } from 'ws';

import type { Random } from '../random.ts';
import { lasting } from '../runner/rig.ts';
import type { Fault } from '../runner/scenario.ts';
import { repeatedly } from './clients.ts';

const SOCKET = '/socket/?EIO=4&transport=websocket';
const SHORT_MS = 100;

/** Connections that keep to no protocol: garbage, giants, floods, fragments, commands before the handshake. */
export const hostileFrames: Fault = async (world) => {
  const { rig, random } = world;
  const attacks: Promise<void>[] = [];
  await repeatedly(world, 5, 25, () => {
    const { port } = random.pick(rig.realtime).edge;
    attacks.push(random.chance(0.2) ? garbage(port, random) : attack(port, random));
  });
  await Promise.all(attacks);
};

/** Bytes that are not even HTTP, or stop being it half-way. */
async function garbage(port: number, random: Random): Promise<void> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  const upgrade = `GET ${SOCKET} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`;
  socket.write(
    random.pick([noise(random, 2_000), upgrade, `${upgrade}Sec-WebSocket-Key: no\r\n\r\n`, 'GET / HTTP/9.9\r\n\r\n']),
  );
  await lasting(SHORT_MS);
  socket.destroy();
}

async function attack(port: number, random: Random): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${SOCKET}`);
  socket.on('error', () => undefined);
  await Promise.race([once(socket, 'open').catch(() => undefined), lasting(SHORT_MS)]);
  if (socket.readyState === WebSocket.OPEN) {
    random.pick(ATTACKS)(socket, random);
    await lasting(SHORT_MS);
  }
  socket.terminate();
}

type Attack = (socket: WebSocket, random: Random) => void;

const ATTACKS: readonly Attack[] = [
  (socket, random) => socket.send(noise(random, 500)),
  (socket, random) => socket.send(noise(random, 500), { binary: true }),
  (socket) => socket.send('x'.repeat(200_000)),
  (socket, random) => times(random.int(10, 500), () => socket.ping()),
  (socket, random) => times(random.int(10, 500), () => socket.send('2')),
  (socket, random) => times(random.int(10, 300), (n) => socket.send(n === 0 ? '40/visitor,' : 'x', { fin: false })),
  (socket) => socket.send('42/agent,["message.send",{}]'),
  (socket) => times(50, () => socket.send('40/agent,{"ticket":{"$ne":null}}')),
  (socket) => times(50, (n) => socket.send(`40/nobody-${n},`)),
  (socket) => times(20, () => socket.send('451-/visitor,["x",{"_placeholder":true,"num":0}]')),
  (socket) => socket.send(`42/visitor,999999999999999999999${'['.repeat(10_000)}`),
  (socket) => socket.send(`40/visitor,{"ticket":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`),
  (socket) => socket.close(3_999, 'x'.repeat(100)),
];

function times(count: number, act: (n: number) => void): void {
  for (let n = 0; n < count; n += 1) act(n);
}

function noise(random: Random, size: number): Buffer {
  return Buffer.from(Array.from({ length: random.int(1, size) }, () => random.int(0, 255)));
}
