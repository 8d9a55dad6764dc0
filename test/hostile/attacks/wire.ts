import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { once } from 'node:events';

import { SOCKET_PATH } from '#contracts';

import type { Attack } from '../attack.ts';
import { until } from './until.ts';

const UPGRADE = `GET ${SOCKET_PATH}?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`;

/** A client's frames are masked; with a mask of zeros the payload stands there as it is. */
function frame(opcode: number, payload: Buffer, isFinal = true): Buffer {
  const length =
    payload.length < 126 ? [payload.length | 0x80] : [126 | 0x80, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([(isFinal ? 0x80 : 0) | opcode, ...length, 0, 0, 0, 0]), payload]);
}

/** Bytes that are no HTTP, or HTTP that nobody writes, or WebSocket frames against RFC 6455. */
const REQUESTS: readonly (string | Buffer)[] = [
  'GET / HTTP/9.9\r\n\r\n',
  'FOO / HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /%ff HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET //../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n',
  'GET /console/..%2f..%2f..%2fpackage.json HTTP/1.1\r\nHost: x\r\n\r\n',
  `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
  `GET / HTTP/1.1\r\nHost: x\r\n${'X: y\r\n'.repeat(3_000)}\r\n`,
  `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`,
  'POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n',
  'POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffff\r\n',
  'POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"a":"\xff"}',
  'GET /v1/agents/me HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \x01\r\n\r\n',
  `${UPGRADE}\x00\x00\x00`,
  Buffer.concat([Buffer.from(UPGRADE), frame(1, Buffer.from([0xc3, 0x28, 0xff]))]),
  Buffer.concat([Buffer.from(UPGRADE), frame(3, Buffer.from('reserved'))]),
  Buffer.concat([Buffer.from(UPGRADE), frame(9, Buffer.alloc(200, 1))]),
  Buffer.concat([Buffer.from(UPGRADE), frame(8, Buffer.from([0, 1]))]),
  Buffer.concat([Buffer.from(UPGRADE), frame(0, Buffer.from('continues nothing'))]),
  Buffer.concat([Buffer.from(UPGRADE), ...Array.from({ length: 200 }, () => frame(1, Buffer.from('4'), false))]),
  Buffer.concat([Buffer.from(UPGRADE), Buffer.from([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])]),
];

/** Below HTTP: what a browser never puts on the wire. */
export const wire: Attack = {
  name: 'wire',
  isForTheCode: true,
  run(town, signal) {
    const urls = [...town.apiUrls, ...town.socketUrls];
    return until(signal, 8, async (turn) => {
      const socket = open(urls[turn % urls.length] ?? '');
      const closed = once(socket, 'close');
      const request = turn % 5 === 0 ? randomBytes(1 + (turn % 3_000)) : (REQUESTS[turn % REQUESTS.length] ?? '');
      const bytes = typeof request === 'string' ? Buffer.from(request, 'latin1') : request;
      if (turn % 3 === 0) socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), turn % 4));
      else socket.end(bytes);
      socket.setTimeout(2_000, () => socket.destroy());
      await closed;
      return null;
    });
  },
};

/** Connections that begin something and never finish: half an upgrade, half a header, a body that drips. */
export const slowloris: Attack = {
  name: 'slowloris',
  isForTheCode: false,
  async run(town, signal) {
    const urls = [...town.apiUrls, ...town.socketUrls];
    const openings = [
      '',
      'GET /v1/agents/me HTTP/1.1\r\nHost: x\r\nX-Slow: ',
      UPGRADE.slice(0, -2),
      UPGRADE,
      'POST /v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"email":"',
      `GET ${SOCKET_PATH}?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\nX-Slow: `,
    ];
    const sockets = Array.from({ length: 400 }, (_, index) => {
      const socket = open(urls[index % urls.length] ?? '');
      socket.write(openings[index % openings.length] ?? '');
      return socket;
    });
    const drip = setInterval(() => sockets.forEach((socket) => socket.writable && socket.write('a')), 500);
    if (!signal.aborted) await once(signal, 'abort');
    clearInterval(drip);
    for (const socket of sockets) socket.destroy();
    return { sent: sockets.length, violations: [] };
  },
};

function open(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname)
    .on('error', () => undefined)
    .on('data', () => undefined);
}
