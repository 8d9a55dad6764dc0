import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

import type { SMTPServerOptions } from 'smtp-server';

import { readServerSettings } from '#config';
import { Logger } from '#observability';
import { freePort, startMailServer } from '#testing';
import type { MailServer } from '#testing';

import { Mailer } from './mailer.ts';

const PASSWORD = 'p@ss:word/1';
const letter = {
  subject: 'Welcome to Zürich',
  opening: ['Hello.'],
  link: { label: 'Open', url: 'https://chat.test/#secret-of-the-link' },
  closing: ['Bye.'],
};

let logged: string[] = [];
let stops: (() => Promise<unknown>)[] = [];
beforeEach(() => {
  logged = [];
});
afterEach(async () => {
  await Promise.all(stops.map((stop) => stop()));
  stops = [];
});

function mailerTo(smtpUrl: string): Mailer {
  const settings = readServerSettings({
    PARLEY_SMTP_URL: smtpUrl,
    PARLEY_MAIL_FROM: 'Acme Support <support@acme.test>',
    PARLEY_PUBLIC_URL: 'https://chat.test',
  });
  const out = { write: (line: string) => void logged.push(line) };
  const logger = Logger.create({ process: 'test', level: 'debug' }, out);
  return new Mailer(settings.toConfig({ databaseUrl: 'postgresql://localhost/x', secret: 's'.repeat(32) }), logger);
}

async function started(options?: SMTPServerOptions): Promise<MailServer> {
  const server = await startMailServer(options);
  stops.push(() => server.stop());
  return server;
}

const withLogin = (more: SMTPServerOptions): SMTPServerOptions => ({
  ...more,
  onAuth({ username, password }, _session, callback) {
    if (username === 'parley' && password === PASSWORD) return callback(null, { user: username });
    callback(new Error('wrong'));
  },
});
const login = `parley:${encodeURIComponent(PASSWORD)}`;

/** A certificate for 127.0.0.1 that this process trusts. */
function trustedCertificate(): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'parley-mail-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const files = ['-keyout', keyFile, '-out', certFile];
  execFileSync('openssl', ['req', '-x509', ...curve, ...files, ...subject], { stdio: 'ignore' });
  const pair = { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
  rmSync(folder, { recursive: true });
  setDefaultCACertificates([...getCACertificates(), pair.cert]);
  return pair;
}

describe('Mailer', () => {
  it('is off without a server', async () => {
    const logger = Logger.create({ process: 'test', level: 'silent' });
    const mailer = new Mailer(
      readServerSettings({}).toConfig({ databaseUrl: 'postgresql://x/x', secret: 's' }),
      logger,
    );
    expect(mailer.isEnabled).toBe(false);
    expect(await mailer.send('lin@acme.test', letter)).toBe(false);
  });

  it('sends text and HTML from the address it was given', async () => {
    const server = await started();
    const mailer = mailerTo(`smtp://127.0.0.1:${server.port}`);
    expect(mailer.isEnabled).toBe(true);
    expect(await mailer.send('lin@acme.test', letter)).toBe(true);
    const mail = await server.next('lin@acme.test');
    expect(mail).toMatchObject({ from: 'support@acme.test', isEncrypted: false });
    expect(mail.content).toContain('From: Acme Support <support@acme.test>');
    expect(mail.content).toContain('Hello.\n\nOpen:\nhttps://chat.test/#secret-of-the-link\n\nBye.');
    expect(mail.content).toContain('<p>Hello.</p>');
  });

  it('signs in after STARTTLS, and over TLS from the start', async () => {
    const pair = trustedCertificate();
    const starting = await started(withLogin(pair));
    const secure = await started(withLogin({ ...pair, secure: true }));
    expect(await mailerTo(`smtp://${login}@127.0.0.1:${starting.port}`).send('a@acme.test', letter)).toBe(true);
    expect(await mailerTo(`smtps://${login}@127.0.0.1:${secure.port}`).send('b@acme.test', letter)).toBe(true);
    expect(await starting.next('a@acme.test')).toMatchObject({ isEncrypted: true, user: 'parley' });
    expect(await secure.next('b@acme.test')).toMatchObject({ isEncrypted: true, user: 'parley' });
  });

  it('gives its password to no server without TLS, or with a certificate that is not trusted', async () => {
    const passwords: unknown[] = [];
    const listening: SMTPServerOptions = {
      onAuth({ password }, _session, callback) {
        passwords.push(password);
        callback(new Error('no'));
      },
    };
    const plain = await started({ ...listening, disabledCommands: ['STARTTLS'], allowInsecureAuth: true });
    const unknown = await started({ ...listening, logger: false });
    for (const { port } of [plain, unknown]) {
      expect(await mailerTo(`smtp://${login}@127.0.0.1:${port}`).send('a@acme.test', letter)).toBe(false);
    }
    expect(passwords).toEqual([]);
  });

  it('says so when the server refuses, is down, hangs up, or says nothing; and logs no secret', async () => {
    const refusing = await started({
      authOptional: true,
      onRcptTo: (_address, _session, callback) => callback(new Error('no such mailbox')),
    });
    const sockets: Socket[] = [];
    const mute = createServer((socket) => void sockets.push(socket));
    const rude = createServer((socket) => socket.destroy());
    for (const server of [mute, rude]) {
      await once(server.listen(0, '127.0.0.1'), 'listening');
      stops.push(async () => {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => server.close(resolve));
      });
    }
    const ports = [
      refusing.port,
      await freePort(),
      ...[mute, rude].map((server) => (server.address() as AddressInfo).port),
    ];
    const sent = ports.map((port) => mailerTo(`smtp://127.0.0.1:${port}`).send('lin@acme.test', letter));
    expect(await Promise.all(sent)).toEqual([false, false, false, false]);
    expect(logged).toHaveLength(4);
    expect(logged.join('')).not.toMatch(/secret-of-the-link|p@ss|p%40ss/);
  });
});
