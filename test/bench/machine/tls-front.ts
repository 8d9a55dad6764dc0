import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createSecureServer } from 'node:http2';
import type { Http2SecureServer, Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import { type AddressInfo, connect } from 'node:net';
import { type Server, createServer } from 'node:tls';

/** Key and certificate in one, as PEM. */
export type Certificate = string;

/** Self-signed for 127.0.0.1, P-256, by the system's OpenSSL; null where there is none. */
export function selfSigned(): Certificate | null {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const name = ['-subj', '/CN=bench', '-addext', 'subjectAltName=IP:127.0.0.1'];
  try {
    const args = ['req', '-x509', ...key, '-keyout', '-', ...name];
    return execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });
  } catch {
    return null;
  }
}

/** HTTP/2 has no place for them. */
const OF_ONE_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/** What a load balancer is to a server: it ends TLS and passes on what was inside. */
export class TlsFront {
  readonly url: string;
  private readonly server: Server | Http2SecureServer;

  private constructor(server: Server | Http2SecureServer) {
    this.server = server;
    this.url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** HTTP/1.1 and WebSocket: bytes are passed on as they come. */
  static async start(target: string, pem: Certificate): Promise<TlsFront> {
    const port = Number(new URL(target).port);
    const server = createServer({ key: pem, cert: pem, noDelay: true }, (outside) => {
      const inside = connect({ port, host: '127.0.0.1', noDelay: true });
      outside.pipe(inside).pipe(outside);
      for (const socket of [outside, inside]) socket.on('error', () => outside.destroy() && inside.destroy());
    });
    return listening(server).then(() => new TlsFront(server));
  }

  /** HTTP/2 outside, kept-alive HTTP/1.1 inside. */
  static async startHttp2(target: string, pem: Certificate): Promise<TlsFront> {
    const agent = new Agent({ keepAlive: true });
    const server = createSecureServer({ key: pem, cert: pem });
    server.on('request', (outside: Http2ServerRequest, answer: Http2ServerResponse) => {
      const { method, url, headers } = outside;
      const passedOn = Object.entries(headers).filter(([name]) => !name.startsWith(':'));
      const inside = request(target + url, { agent, method, headers: Object.fromEntries(passedOn) }, (response) => {
        const fields = Object.entries(response.headers).filter(([name]) => !OF_ONE_HOP.has(name));
        answer.writeHead(response.statusCode ?? 502, Object.fromEntries(fields));
        response.pipe(answer);
      });
      outside.pipe(inside);
    });
    return listening(server).then(() => new TlsFront(server));
  }

  async stop(): Promise<void> {
    this.server.close();
  }
}

async function listening(server: Server | Http2SecureServer): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}
