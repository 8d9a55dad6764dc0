import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { AgentActor } from '#common';
import type { RouteOutput } from '#contracts';
import { PrismaService } from '#database';
import type { Agent, Prisma } from '#database';

import { AccessChanges } from '../access/access-changes.ts';
import type { Change } from '../access/access-changes.ts';
import type { Requester } from '../access/audit-log.ts';
import { lockWorkspaceFor, requireRank } from '../access/rank.ts';
import { agentTarget } from '../agent.presenter.ts';
import { LoginThrottle } from '../login-throttle.ts';
import { isPassword } from '../passwords/passwords.ts';
import { SecretBox } from '../secret-box.ts';
import { BackupCodes } from './backup-codes.ts';
import { SecondFactor, TOTP_PURPOSE } from './second-factor.ts';
import { newTotpSecret, totpStep, totpUri } from './totp.ts';

const OFF = { totpSecret: null, totpEnabledAt: null } as const;

/** Turning the second factor on and off. Sessions that are open go on: it is asked at the next login. */
@Injectable()
export class TwoFactor {
  constructor(
    private readonly prisma: PrismaService,
    private readonly box: SecretBox,
    private readonly codes: BackupCodes,
    private readonly factor: SecondFactor,
    private readonly changes: AccessChanges,
    private readonly throttle: LoginThrottle,
  ) {}

  async get(actor: AgentActor): Promise<RouteOutput<'twoFactor.get'>> {
    const agent = await find(this.prisma, actor, actor.id);
    return {
      isEnabled: agent.totpEnabledAt !== null,
      backupCodesLeft: await this.codes.countLeft(agent.id, this.prisma),
    };
  }

  /**
   * Begins anew each time. Throws `already_exists` while the second factor is on: what is in force is not replaced unproven. And
   * `invalid_credentials` without the password, where there is one: a stolen session must not shut its owner out.
   */
  async begin(actor: AgentActor, password: string | undefined): Promise<RouteOutput<'twoFactor.begin'>> {
    await this.confirm(actor, password);
    const secret = newTotpSecret();
    const begun = await this.prisma.agent.updateManyAndReturn({
      where: { id: actor.id, removedAt: null, totpEnabledAt: null },
      data: { totpSecret: this.box.seal(TOTP_PURPOSE, secret), totpLastStep: 0 },
    });
    if (!begun[0]) throw new DomainError('already_exists');
    return { secret, uri: totpUri(secret, begun[0].email) };
  }

  /** Resolves to the backup codes, which are shown this once. The code that enables is used up. */
  enable(by: Requester<AgentActor>, code: string): Promise<string[]> {
    return this.changes.run(by, async ({ tx, note }) => {
      const agent = await find(tx, by.actor, by.actor.id);
      await this.putInForce(agent, code, tx);
      note({ action: 'two_factor.enabled', target: agentTarget(agent) });
      return this.codes.renew(agent.id, tx);
    });
  }

  /** Does nothing when it is off. */
  disable(by: Requester<AgentActor>, code: string): Promise<void> {
    return this.proven(by, code, async (agent, { tx, note }) => {
      if (agent.totpEnabledAt === null) return;
      await this.turnOff(agent.id, tx);
      note({ action: 'two_factor.disabled', target: agentTarget(agent) });
    });
  }

  /** For one who has lost it, without a code: never for oneself, and for nobody of a role above one's own. */
  disableFor(by: Requester<AgentActor>, agentId: string): Promise<void> {
    return this.changes.run(by, async ({ tx, note }) => {
      await lockWorkspaceFor(tx, by.actor);
      const agent = await find(tx, by.actor, agentId);
      if (agent.id === by.actor.id) throw new DomainError('forbidden');
      requireRank(by.actor, agent.role);
      if (agent.totpEnabledAt === null) return;
      await this.turnOff(agent.id, tx);
      note({ action: 'two_factor.disabled', target: agentTarget(agent) });
    });
  }

  /** Throws `not_found` while the second factor is off. */
  renewCodes(by: Requester<AgentActor>, code: string): Promise<string[]> {
    return this.proven(by, code, async (agent, { tx, note }) => {
      if (agent.totpEnabledAt === null) throw new DomainError('not_found');
      note({ action: 'two_factor.codes_renewed', target: agentTarget(agent) });
      return this.codes.renew(agent.id, tx);
    });
  }

  /** Once the code is found to be right, and bounded like a login: a stolen session must not be able to try them all. */
  private async proven<T>(
    by: Requester<AgentActor>,
    code: string,
    work: (agent: Agent, change: Change) => Promise<T>,
  ): Promise<T> {
    const attempt = (): Promise<T> =>
      this.changes.run(by, async (change) => {
        const agent = await find(change.tx, by.actor, by.actor.id);
        await this.factor.require(agent, code, change.tx);
        return work(agent, change);
      });
    return this.throttle.confirm(by.actor.id, attempt);
  }

  private async confirm(actor: AgentActor, password = ''): Promise<void> {
    const { passwordHash } = await find(this.prisma, actor, actor.id);
    if (passwordHash === null) return;
    await this.throttle.confirm(actor.id, async () => {
      if (!(await isPassword(password, passwordHash))) throw new DomainError('invalid_credentials');
    });
  }

  /** Of several at once one wins; the secret must still be the one the code was checked against. */
  private async putInForce(
    { id, totpSecret, totpEnabledAt }: Agent,
    code: string,
    tx: Prisma.TransactionClient,
  ): Promise<void> {
    if (totpEnabledAt) throw new DomainError('already_exists');
    const secret = totpSecret && this.box.tryOpen(TOTP_PURPOSE, totpSecret);
    const step = secret && totpStep(secret, code);
    if (!step) throw new DomainError('invalid_code');
    const enabled = await tx.agent.updateMany({
      where: { id, totpSecret, totpEnabledAt: null },
      data: { totpEnabledAt: new Date(), totpLastStep: step },
    });
    if (enabled.count === 0) throw new DomainError('invalid_code');
  }

  private async turnOff(id: string, tx: Prisma.TransactionClient): Promise<void> {
    await tx.agent.update({ where: { id }, data: OFF });
    await this.codes.remove(id, tx);
  }
}

async function find(tx: Prisma.TransactionClient, { workspaceId }: AgentActor, id: string): Promise<Agent> {
  const agent = await tx.agent.findFirst({ where: { id, workspaceId, removedAt: null } });
  if (!agent) throw new DomainError('not_found');
  return agent;
}
