import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { promisify } from 'node:util';

import request from 'supertest';

import { newId } from '#common';
import type { RouteOutput } from '#contracts';
import { Cluster, TestSocket, anAgent, eventually } from '#testing';
import type { AppProcess } from '#testing';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** It does not exist, but the answer comes. */
const anything = { conversations: [{ conversationId: newId() }] };
const bearer = { type: 'bearer' } as const;

/**
 * As Kubernetes mounts a secret: the files are links through the folder `live`, which is a link that is swapped. Whoever opens
 * them sees the old pair or the new one, whole.
 */
class CertificateFolder {
  private constructor(readonly folder: string) {}

  static async make(): Promise<CertificateFolder> {
    const folder = new CertificateFolder(await mkdtemp(path.join(tmpdir(), 'parley-tls-')));
    await folder.put('first');
    return folder;
  }

  get files() {
    return { PARLEY_TLS_CERT_FILE: this.of('live/cert.pem'), PARLEY_TLS_KEY_FILE: this.of('live/key.pem') };
  }

  of(file: string): string {
    return path.join(this.folder, file);
  }

  /** A new pair takes the place of the one before. */
  async put(name: string, change: (folder: string) => Promise<void> = () => Promise.resolve()): Promise<void> {
    await mkdir(this.of(name));
    const key = [
      '-nodes',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-keyout',
      this.of(`${name}/key.pem`),
    ];
    const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '1'];
    await promisify(execFile)('openssl', ['req', '-x509', ...key, ...subject, '-out', this.of(`${name}/cert.pem`)]);
    await change(this.of(name));
    await symlink(name, this.of('next'));
    await rename(this.of('next'), this.of('live'));
  }

  cert(name: string): Promise<string> {
    return readFile(this.of(`${name}/cert.pem`), 'utf8');
  }
}

/** The name on the certificate that a new connection gets. */
async function nameAt({ port }: AppProcess, options: ConnectionOptions = {}): Promise<unknown> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options });
  try {
    await once(socket, 'secureConnect');
    return socket.getPeerCertificate().subject.CN;
  } finally {
    socket.destroy();
  }
}

let certificates: CertificateFolder;
let cluster: Cluster;
let api: AppProcess;
let realtime: AppProcess;
beforeAll(async () => {
  certificates = await CertificateFolder.make();
  cluster = await Cluster.start({ api: 1, realtime: 1, env: { ...certificates.files, PARLEY_LOG_LEVEL: 'info' } });
  [api, realtime] = [cluster.api[0]!, cluster.realtime[0]!];
});
afterAll(async () => {
  await cluster.stop();
  await rm(certificates.folder, { recursive: true });
});

async function aVisitorsSocket(ca: string): Promise<TestSocket> {
  const { siteKey } = await cluster.workspace();
  const session = await request(api.url).post('/v1/visitor-sessions').ca(ca).send({ siteKey }).expect(200);
  const { accessToken } = session.body as RouteOutput<'visitor.session'>;
  const answer = await request(api.url).post('/v1/socket-tickets').ca(ca).auth(accessToken, bearer).expect(201);
  return TestSocket.connect(realtime.url, 'visitor', (answer.body as RouteOutput<'socket.ticket'>).ticket, { ca });
}

describe('a process with certificate files', () => {
  it('speaks https and wss, and tells browsers to keep to it', async () => {
    const ca = await certificates.cert('first');
    const answer = await request(api.url).get('/health/live').ca(ca).expect(200);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    const socket = await aVisitorsSocket(ca);
    expect(await socket.send('resume', anything)).toMatchObject({ ok: true });
    socket.close();
  });

  it('gives its cookies to secure connections alone', async () => {
    const ca = await certificates.cert('first');
    const answer = await request(api.url).post('/v1/auth/logout').ca(ca).expect(204);
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-parley_refresh=;.*Path=\/;.*Secure/);
  });

  it('takes no cookie that somebody else could have set: a name that this host alone can give', async () => {
    const ca = await certificates.cert('first');
    const workspace = await cluster.workspace();
    const { email, password } = await anAgent(cluster.prisma, workspace.workspaceId, 'Ada');
    const login = await request(api.url).post('/v1/auth/login').ca(ca).send({ email, password }).expect(200);
    const cookie = String(login.headers['set-cookie']).split(';')[0] ?? '';
    expect(cookie).toMatch(/^__Host-parley_refresh=./);
    const refresh = (sent: string) => request(api.url).post('/v1/auth/refresh').ca(ca).set('Cookie', sent);
    await refresh(cookie.replace('__Host-', '')).expect(401);
    await refresh(cookie).expect(200);
  });

  it('speaks no version of TLS before 1.2', async () => {
    expect(await nameAt(api, { maxVersion: 'TLSv1.2' })).toBe('first');
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await expect(nameAt(api, old)).rejects.toMatchObject({ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' });
  });

  it('takes over a new certificate while its sockets live on, and keeps it when the next one is broken', async () => {
    const socket = await aVisitorsSocket(await certificates.cert('first'));

    await certificates.put('second');
    for (const process of [api, realtime]) await eventually(async () => (await nameAt(process)) === 'second');
    expect(await socket.send('resume', anything)).toMatchObject({ ok: true });

    const other = await certificates.cert('first');
    await certificates.put('third', (folder) => writeFile(path.join(folder, 'cert.pem'), other));
    const refused = 'the new certificate cannot be used, the old one stays';
    await eventually(() => Promise.resolve(realtime.output.includes(refused) && api.output.includes(refused)));
    expect([await nameAt(api), await nameAt(realtime)]).toEqual(['second', 'second']);

    await certificates.put('fourth');
    for (const process of [api, realtime]) await eventually(async () => (await nameAt(process)) === 'fourth');
    expect(await socket.send('resume', anything)).toMatchObject({ ok: true });
    socket.close();
  });
});

describe('a process whose certificate cannot be used', () => {
  const env = {
    DATABASE_URL: 'postgresql://127.0.0.1/x',
    REDIS_URL: 'redis://127.0.0.1:1',
    PARLEY_SECRET: 'x'.repeat(32),
    PORT: '0',
  };

  /** Runs a process that is expected to end by itself. */
  async function run(files: Record<string, string>): Promise<{ code: unknown; stderr: string }> {
    const child = spawn(process.execPath, [path.join(ROOT, 'dist/apps/realtime/main.js')], {
      env: { ...env, ...files },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const [code] = (await once(child, 'close')) as unknown[];
    return { code, stderr };
  }

  it.each([
    ['is not there', { PARLEY_TLS_CERT_FILE: 'none.pem' }, 'ENOENT: no such file or directory'],
    ['belongs to another key', { PARLEY_TLS_KEY_FILE: 'other/key.pem' }, 'key values mismatch'],
    ['is no certificate', { PARLEY_TLS_CERT_FILE: 'other/key.pem' }, 'no start line'],
  ])('ends with a sentence when it %s', async (_, replaced, reason) => {
    const folder = await CertificateFolder.make();
    await folder.put('other');
    const swapped = Object.entries(replaced).map(([name, file]) => [name, folder.of(file)]);
    const files = {
      PARLEY_TLS_CERT_FILE: folder.of('first/cert.pem'),
      PARLEY_TLS_KEY_FILE: folder.of('first/key.pem'),
    };
    const { code, stderr } = await run({ ...files, ...(Object.fromEntries(swapped) as object) });
    expect(stderr).toMatch(/^parley: The certificate of PARLEY_TLS_CERT_FILE cannot be used: .*\.\n$/);
    expect(stderr).toContain(reason);
    expect(code).toBe(78);
    await rm(folder.folder, { recursive: true });
  });
});
