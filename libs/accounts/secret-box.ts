import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { CONFIG } from '#config';
import type { Config } from '#config';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals secrets that have to be read again (signing keys, TOTP secrets, client secrets) for the database: AES-256-GCM (NIST
 * SP 800-38D) under a key derived from `PARLEY_SECRET` (HKDF, RFC 5869). A copy of the database alone does not give them away.
 */
@Injectable()
export class SecretBox {
  readonly #key: Buffer;

  constructor(@Inject(CONFIG) config: Config) {
    this.#key = Buffer.from(hkdfSync('sha256', config.secret, '', 'parley:sealed', 32));
  }

  /** `purpose` is bound to what is sealed: it opens for the same purpose alone. */
  seal(purpose: string, secret: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Throws for what was not sealed here, or for another purpose: `PARLEY_SECRET` is another one then. */
  open(purpose: string, sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64url');
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.#key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag);
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  }

  /** The same, and null instead of throwing. */
  tryOpen(purpose: string, sealed: string): string | null {
    try {
      return this.open(purpose, sealed);
    } catch {
      return null;
    }
  }
}
