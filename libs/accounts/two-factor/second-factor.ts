import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import { PrismaService } from '#database';
import type { Agent, Prisma } from '#database';

import { SecretBox } from '../secret-box.ts';
import { BackupCodes } from './backup-codes.ts';
import { totpStep } from './totp.ts';

export const TOTP_PURPOSE = 'totp';

const TOTP_CODE = /^\d{6}$/;

/** Asks for the second factor where it is on. A code is taken once, whichever instance it is shown to. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly prisma: PrismaService,
    private readonly box: SecretBox,
    private readonly codes: BackupCodes,
  ) {}

  /** Does nothing for an agent without one. Throws `two_factor_required` without a code, `invalid_code` for a wrong or used one. */
  async require(agent: Agent, code: string | undefined, tx: Prisma.TransactionClient = this.prisma): Promise<void> {
    if (agent.totpEnabledAt === null) return;
    if (code === undefined) throw new DomainError('two_factor_required');
    const isTaken = TOTP_CODE.test(code)
      ? await this.takeTotp(agent, code, tx)
      : await this.codes.take(agent.id, code, tx);
    if (!isTaken) throw new DomainError('invalid_code');
  }

  /**
   * The step only moves up, in one statement: of two logins with one code, one wins. No code is right for a secret that was sealed
   * with another `PARLEY_SECRET`.
   */
  private async takeTotp(agent: Agent, code: string, tx: Prisma.TransactionClient): Promise<boolean> {
    const { id, totpSecret } = agent;
    const secret = totpSecret && this.box.tryOpen(TOTP_PURPOSE, totpSecret);
    const step = secret && totpStep(secret, code);
    if (!step) return false;
    const moved = await tx.agent.updateMany({
      where: { id, totpSecret, totpLastStep: { lt: step } },
      data: { totpLastStep: step },
    });
    return moved.count === 1;
  }
}
