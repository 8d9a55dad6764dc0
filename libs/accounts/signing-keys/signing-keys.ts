import { Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import type { JWK } from 'jose';

import { Logger } from '#observability';

import { KeyRing } from './key-ring.ts';
import type { SigningKey } from './key-ring.ts';
import { SigningKeyStore } from './signing-key-store.ts';

const EVERY_MS = 60_000;
/** Whoever sends made-up key ids makes us read this often at most. */
const APART_MS = 1_000;

/**
 * What tokens are signed with and checked by. Every instance knows the keys of all: it reads them at first need, every minute
 * from then on, and when a token names one it does not know.
 */
@Injectable()
export class SigningKeys implements OnModuleDestroy {
  #ring = new KeyRing([]);
  #reading: Promise<void> | undefined;
  #readAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: SigningKeyStore,
    private readonly logger: Logger,
  ) {}

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  /** The key that signs now; the first one ever is made here. */
  async signing(): Promise<SigningKey> {
    if (!this.#ring.signing(Date.now())) await this.refresh();
    const key = this.#ring.signing(Date.now());
    if (!key) throw new Error('there is no key to sign with');
    return key;
  }

  async find(id: string): Promise<SigningKey | undefined> {
    const known = this.#ring.find(id, Date.now());
    if (known) return known;
    if (this.#reading || performance.now() - this.#readAt >= APART_MS) await this.read();
    return this.#ring.find(id, Date.now());
  }

  /** The public keys, as JWKS (RFC 7517) wants them. */
  async published(): Promise<readonly JWK[]> {
    await this.signing();
    return this.#ring.published(Date.now());
  }

  /** Reads the keys anew, and makes the next one when it is due. */
  async refresh(): Promise<void> {
    await this.read();
    if (!this.#ring.succession(Date.now())) return;
    await this.store.succeed();
    await this.read();
  }

  /** Who comes while somebody reads waits for the same answer. */
  private read(): Promise<void> {
    this.#timer ??= setInterval(() => void this.keepFresh(), EVERY_MS).unref();
    this.#reading ??= this.store
      .read()
      .then((ring) => {
        this.#ring = ring;
      })
      .finally(() => {
        this.#reading = undefined;
        this.#readAt = performance.now();
      });
    return this.#reading;
  }

  private async keepFresh(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      this.logger.warn('the signing keys could not be read, will be tried again', { reason: String(error) });
    }
  }
}
