import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  from: string;
  to: string;
  /** With its headers, and its quoted-printable parts as they read. */
  content: string;
  isEncrypted: boolean;
  user: string | undefined;
}

/** A real mail server on loopback that delivers nothing. */
export interface MailServer {
  port: number;
  /** The next mail to that address that was not taken yet, whether it has come already or is still to come. */
  next(to: string): Promise<ReceivedMail>;
  stop(): Promise<void>;
}

const WITHOUT_LOGIN: SMTPServerOptions = { authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'] };

/** Without options, one that asks for no password and knows no TLS, such as a relay on the same machine. */
export async function startMailServer(options: SMTPServerOptions = WITHOUT_LOGIN): Promise<MailServer> {
  const mails = new Mailboxes();
  const server = new SMTPServer({
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        const content = readable(Buffer.concat(chunks));
        const common = { from, content, isEncrypted: session.secure, user: session.user };
        for (const { address } of rcptTo) mails.put({ ...common, to: address });
        callback();
      });
    },
    ...options,
  });
  // A client that breaks off, which is what some tests are about.
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return { port, next: (to) => mails.next(to), stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

class Mailboxes {
  readonly #unread: ReceivedMail[] = [];
  readonly #waiting: { to: string; resolve: (mail: ReceivedMail) => void }[] = [];

  put(mail: ReceivedMail): void {
    const index = this.#waiting.findIndex(({ to }) => to === mail.to);
    if (index < 0) this.#unread.push(mail);
    else this.#waiting.splice(index, 1)[0]?.resolve(mail);
  }

  next(to: string): Promise<ReceivedMail> {
    const index = this.#unread.findIndex((mail) => mail.to === to);
    const [mail] = index < 0 ? [] : this.#unread.splice(index, 1);
    return mail ? Promise.resolve(mail) : new Promise((resolve) => this.#waiting.push({ to, resolve }));
  }
}

/** Quoted-printable (RFC 2045) undone; line ends as everywhere else. */
function readable(raw: Buffer): string {
  const bytes = raw
    .toString('latin1')
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\r\n', '\n');
}
