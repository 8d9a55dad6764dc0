import { Inject, Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import type { Transporter } from 'nodemailer';

import { BoundedWork } from '#common';
import { CONFIG } from '#config';
import type { Config, MailSettings } from '#config';
import { Logger } from '#observability';

import { renderLetter } from './letter.ts';
import type { Letter } from './letter.ts';

/** Of silence, in each phase of the conversation with the server. */
const SILENCE_MS = 5_000;
/** For the whole of it: somebody may be waiting for the answer. */
const DEADLINE_MS = 10_000;

/** Sends letters over SMTP when a server is set up. */
@Injectable()
export class Mailer {
  readonly #transport: Transporter | null;
  readonly #sending = new BoundedWork(4, 200);

  constructor(
    @Inject(CONFIG) { mail }: Config,
    private readonly logger: Logger,
  ) {
    this.#transport = mail && openTransport(mail);
  }

  get isEnabled(): boolean {
    return this.#transport !== null;
  }

  /** True once the server has taken it. Never throws: what went wrong is logged, without what the letter says. */
  async send(to: string, letter: Letter): Promise<boolean> {
    const transport = this.#transport;
    if (!transport) return false;
    try {
      // As an object, so that no part of it is read as a list of addresses.
      const message = { to: { name: '', address: to }, ...renderLetter(letter) };
      await this.#sending.run(() => transport.sendMail({ ...message, signal: AbortSignal.timeout(DEADLINE_MS) }));
      return true;
    } catch (error) {
      this.logger.warn('a mail could not be sent', { reason: String(error) });
      return false;
    }
  }
}

function openTransport({ smtpUrl, from }: MailSettings): Transporter {
  const { protocol, username, password, hostname, port } = new URL(smtpUrl);
  const isSecure = protocol === 'smtps:';
  const auth = username ? { user: decodeURIComponent(username), pass: decodeURIComponent(password) } : undefined;
  const server = {
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port ? Number(port) : isSecure ? 465 : 587,
    secure: isSecure,
    // STARTTLS is taken wherever it is offered; a password waits for it.
    requireTLS: auth !== undefined && !isSecure,
    auth,
  };
  const timeouts = {
    dnsTimeout: SILENCE_MS,
    connectionTimeout: SILENCE_MS,
    greetingTimeout: SILENCE_MS,
    socketTimeout: SILENCE_MS,
  };
  return createTransport({ ...server, ...timeouts, disableFileAccess: true, disableUrlAccess: true }, { from });
}
