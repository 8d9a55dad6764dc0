import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Server } from 'node:tls';

import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { DomainError, newId } from '#common';
import type { Config } from '#config';
import { LIMITS } from '#contracts';
import type { ErrorCode } from '#contracts';
import type { TrafficShaper } from '#limits';
import type { Logger } from '#observability';

import { PROBLEM_TYPE, toProblem } from './problem.ts';
import { TlsCertificate } from './tls-certificate.ts';
import { clientAddress, trustIn } from './trusted-proxies.ts';

/** Who sends slower holds a connection, or the end of the process, for no longer. A long poll's wait comes after them. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
const CHECK_MS = 2_000;
/** Longer than balancers keep their idle connections, which is 60 seconds at most: the side that sends should be the one that closes. */
const KEEP_ALIVE_MS = 72_000;
const REQUESTS_PER_CONNECTION = 10_000;
const HEADER_BYTES = 16 * 1024;

type ClientError = Error & { code?: string };

/** The HTTP port of a process, with TLS when there is a certificate: its bounds, and its answers to what is refused before there is a route. */
export function openDoor(config: Config, logger: Logger, shaper: TrafficShaper): FastifyAdapter {
  const options = {
    bodyLimit: LIMITS.payloadBytes,
    genReqId: () => newId(),
    forceCloseConnections: 'idle',
    trustProxy: trustIn(config.trustedProxies),
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxRequestsPerSocket: REQUESTS_PER_CONNECTION,
    frameworkErrors: refuse,
    clientErrorHandler: (error: ClientError, socket: Socket) => void refuseConnection(error, socket, shaper),
  } as const;
  const bounds = { headersTimeout: HEADERS_MS, connectionsCheckingInterval: CHECK_MS, maxHeaderSize: HEADER_BYTES };
  if (!config.tls) return new FastifyAdapter({ ...options, http: bounds });
  const certificate = new TlsCertificate(config.tls, logger);
  const adapter = new FastifyAdapter({ ...options, https: { ...bounds, ...certificate.options } });
  certificate.watch(adapter.getHttpServer<Server>());
  return adapter;
}

/** An address that cannot be decoded, for example. It is not repeated: there may be secrets in it. */
function refuse(error: { statusCode?: number }, request: FastifyRequest, reply: FastifyReply): void {
  const code = error.statusCode === 404 ? 'not_found' : 'invalid_request';
  const problem = toProblem(new DomainError(code), request.id);
  void reply.code(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}

/** Those whose answer waits. */
const held = new WeakSet<Socket>();

/** What is no HTTP request, has too large headers, or comes in drops. Nothing of it is read while the answer waits for its turn. */
async function refuseConnection(error: ClientError, socket: Socket, shaper: TrafficShaper): Promise<void> {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  if (held.has(socket)) return;
  held.add(socket.pause());
  const [status, code] = statusOf(error.code);
  try {
    await shaper.pass(clientAddress([socket.remoteAddress ?? '']));
  } catch {
    return void socket.destroy();
  }
  const body = JSON.stringify({ ...toProblem(new DomainError(code), newId()), status });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

function statusOf(reason: string | undefined): [number, ErrorCode] {
  if (reason === 'ERR_HTTP_REQUEST_TIMEOUT') return [408, 'invalid_request'];
  return reason === 'HPE_HEADER_OVERFLOW' ? [431, 'payload_too_large'] : [400, 'invalid_request'];
}
