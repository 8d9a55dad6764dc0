import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Server } from 'node:tls';

import { ConfigError } from '#config';
import type { TlsFiles } from '#config';
import type { Logger } from '#observability';

interface KeyPair {
  cert: Buffer;
  key: Buffer;
}

const CHECK_MS = 2_000;
const MINIMUM = { minVersion: 'TLSv1.2' } as const;
/** A client that connects and says nothing holds a socket no longer than this. */
const HANDSHAKE_MS = 10_000;

/**
 * The certificate of this process, read from its files, and again when they change: new connections get the new one, those that
 * are open live on. A pair that cannot be read or does not match never takes the place of one that works.
 */
export class TlsCertificate {
  #seen: string;
  #pair: KeyPair;

  /** Throws a `ConfigError` when there is no usable pair to start with. */
  constructor(
    private readonly files: TlsFiles,
    private readonly logger: Logger,
  ) {
    this.#seen = this.fingerprint();
    try {
      this.#pair = read(files);
    } catch (error) {
      throw new ConfigError(`The certificate of PARLEY_TLS_CERT_FILE cannot be used: ${reason(error)}.`);
    }
  }

  /** For `https.createServer`. */
  get options() {
    return { ...this.#pair, ...MINIMUM, handshakeTimeout: HANDSHAKE_MS };
  }

  /** Looks at the files every two seconds: that sees renamed files and swapped links alike, on every file system. */
  watch(server: Server): void {
    const timer = setInterval(() => this.refresh(server), CHECK_MS).unref();
    server.once('close', () => clearInterval(timer));
  }

  private refresh(server: Server): void {
    const fingerprint = this.fingerprint();
    if (fingerprint === this.#seen) return;
    this.#seen = fingerprint;
    try {
      this.#pair = read(this.files);
      server.setSecureContext({ ...this.#pair, ...MINIMUM });
      this.logger.log('took over the new certificate', { validTo: new X509Certificate(this.#pair.cert).validTo });
    } catch (error) {
      this.logger.error('the new certificate cannot be used, the old one stays', { reason: reason(error) });
    }
  }

  /** Changes when either file does, also by another file taking its place. */
  private fingerprint(): string {
    return [this.files.certFile, this.files.keyFile].map(stateOf).join(' ');
  }
}

function read({ certFile, keyFile }: TlsFiles): KeyPair {
  const pair = { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  createSecureContext(pair);
  return pair;
}

function stateOf(file: string): string {
  const state = statSync(file, { throwIfNoEntry: false });
  return state ? `${state.dev}:${state.ino}:${state.size}:${state.mtimeMs}` : 'none';
}

/** What OpenSSL and the file system say names files and reasons, never what stands in a key. */
function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
