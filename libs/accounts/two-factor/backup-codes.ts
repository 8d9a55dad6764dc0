import { createHmac, randomBytes } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { CONFIG } from '#config';
import type { Config } from '#config';
import type { Prisma } from '#database';

const COUNT = 10;
const LENGTH = 10;
/** The base 32 alphabet of RFC 4648: nothing in it is mistaken for something else. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * Codes for one who has lost the authenticator app; each works once. They are short enough to type, so their hashes are keyed
 * with the installation's secret: a copy of the database alone is not enough to find them by trying.
 */
@Injectable()
export class BackupCodes {
  readonly #secret: string;

  constructor(@Inject(CONFIG) config: Config) {
    this.#secret = config.secret;
  }

  /** New ones instead of all the old ones; this answer is the only place where they stand. */
  async renew(agentId: string, tx: Prisma.TransactionClient): Promise<string[]> {
    const codes = Array.from({ length: COUNT }, newCode);
    await this.remove(agentId, tx);
    await tx.backupCode.createMany({ data: codes.map((code) => ({ agentId, codeHash: this.hash(agentId, code) })) });
    return codes;
  }

  /** True for whoever is first with a code. */
  async take(agentId: string, code: string, tx: Prisma.TransactionClient): Promise<boolean> {
    const used = await tx.backupCode.updateMany({
      where: { agentId, codeHash: this.hash(agentId, code), usedAt: null },
      data: { usedAt: new Date() },
    });
    return used.count === 1;
  }

  countLeft(agentId: string, tx: Prisma.TransactionClient): Promise<number> {
    return tx.backupCode.count({ where: { agentId, usedAt: null } });
  }

  async remove(agentId: string, tx: Prisma.TransactionClient): Promise<void> {
    await tx.backupCode.deleteMany({ where: { agentId } });
  }

  private hash(agentId: string, code: string): string {
    return createHmac('sha256', this.#secret).update(`backup-code:${agentId}:${code}`).digest('base64url');
  }
}

/** 32 letters divide 256 evenly: none is likelier than another. */
function newCode(): string {
  return Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
