import { Injectable } from '@nestjs/common';
import { exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JWK } from 'jose';

import { newId } from '#common';
import { PrismaService } from '#database';
import type { Prisma, SigningKey as SigningKeyRow } from '#database';
import { Logger } from '#observability';

import { SecretBox } from '../secret-box.ts';
import { KeyRing } from './key-ring.ts';
import type { SigningKey, Succession } from './key-ring.ts';

/** Ed25519 signatures (RFC 8032) under the name JOSE has for them (RFC 8037). */
export const ALGORITHM = 'EdDSA';
const CURVE = 'Ed25519';
const PURPOSE = 'signing-key';
/** Of the advisory lock: instances make keys one after the other. */
const LOCK = 5_262_511;

/** The signing keys in the database; their private parts are sealed. */
@Injectable()
export class SigningKeyStore {
  constructor(
    private readonly prisma: PrismaService,
    private readonly box: SecretBox,
    private readonly logger: Logger,
  ) {}

  /** What was sealed under another `PARLEY_SECRET` is left out: it neither signs nor checks. */
  async read(client: Prisma.TransactionClient = this.prisma): Promise<KeyRing> {
    const rows = await client.signingKey.findMany({ where: { expiresAt: { gt: new Date() } } });
    const keys = await Promise.all(rows.map((row) => this.open(row)));
    return new KeyRing(keys.filter((key) => key !== null));
  }

  /** Makes the key that is due, if one is: of several instances that see it, one does. */
  async succeed(): Promise<void> {
    await this.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
      const due = (await this.read(tx)).succession(Date.now());
      if (due) await this.create(tx, due);
    });
  }

  private async create(tx: Prisma.TransactionClient, { signsFrom, expiresAt, predecessor }: Succession): Promise<void> {
    const id = newId();
    const pair = await generateKeyPair(ALGORITHM, { crv: CURVE, extractable: true });
    const [publicJwk, privateJwk] = await Promise.all([exportJWK(pair.publicKey), exportJWK(pair.privateKey)]);
    await tx.signingKey.create({
      data: {
        id,
        publicJwk: { ...publicJwk, kid: id, alg: ALGORITHM, use: 'sig' },
        privateJwk: this.box.seal(PURPOSE, JSON.stringify(privateJwk)),
        signsFrom: new Date(signsFrom),
        expiresAt: new Date(expiresAt),
      },
    });
    if (!predecessor) return;
    await tx.signingKey.update({ where: { id: predecessor.id }, data: { expiresAt: new Date(predecessor.expiresAt) } });
  }

  private async open({ id, publicJwk, privateJwk, signsFrom, expiresAt }: SigningKeyRow): Promise<SigningKey | null> {
    const opened = this.unseal(id, privateJwk);
    if (!opened) return null;
    const jwk = publicJwk as JWK;
    const [publicKey, privateKey] = (await Promise.all([
      importJWK(jwk, ALGORITHM),
      importJWK(opened, ALGORITHM),
    ])) as CryptoKey[];
    if (!publicKey || !privateKey) return null;
    const times = { signsFrom: signsFrom.getTime(), expiresAt: expiresAt.getTime() };
    return { id, publicJwk: jwk, publicKey, privateKey, ...times };
  }

  private unseal(id: string, sealed: string): JWK | null {
    try {
      return JSON.parse(this.box.open(PURPOSE, sealed)) as JWK;
    } catch {
      this.logger.warn('a signing key was sealed under another PARLEY_SECRET and is not used', { keyId: id });
      return null;
    }
  }
}
