import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { AgentActor } from '#common';
import type { RouteRequest } from '#contracts';
import { PrismaService } from '#database';
import type { Prisma, SsoDomain, SsoProvider } from '#database';

import { AccessChanges } from '../access/access-changes.ts';
import type { AuditNote, Requester } from '../access/audit-log.ts';
import { SecretBox } from '../secret-box.ts';
import { readIssuer } from './issuer.ts';
import { CLIENT_SECRET_PURPOSE, OidcClients } from './oidc-clients.ts';

/** A workspace's provider, and the domains whose people sign in there. */
export type ProviderWithDomains = SsoProvider & { domains: SsoDomain[] };

type NewSettings = RouteRequest<'sso.set'>;

/** Where the agents of a workspace sign in. A domain belongs to one workspace of the installation. */
@Injectable()
export class SsoSettings {
  constructor(
    private readonly prisma: PrismaService,
    private readonly changes: AccessChanges,
    private readonly clients: OidcClients,
    private readonly box: SecretBox,
  ) {}

  get(workspaceId: string): Promise<ProviderWithDomains | null> {
    return this.prisma.ssoProvider.findUnique({ where: { workspaceId }, include: { domains: true } });
  }

  /** The one for this address, null when its domain has none. */
  async find(email: string): Promise<ProviderWithDomains | null> {
    const where = { domain: domainOf(email) };
    const found = await this.prisma.ssoDomain.findUnique({
      where,
      include: { provider: { include: { domains: true } } },
    });
    return found?.provider ?? null;
  }

  /** Keeps nothing that the provider does not stand up to: `sso_unavailable`. Throws `already_exists` for another workspace's domain. */
  async set(by: Requester<AgentActor>, settings: NewSettings): Promise<ProviderWithDomains> {
    const issuer = readIssuer(settings.issuer);
    const clientSecret = settings.clientSecret ?? (await this.keptSecret(by.actor.workspaceId, issuer));
    const client = await this.clients.discover({ issuer, clientId: settings.clientId, clientSecret });
    const sealed = this.box.seal(CLIENT_SECRET_PURPOSE, clientSecret);
    const { clientId, defaultRole } = settings;
    const values = { issuer: client.serverMetadata().issuer, clientId, clientSecret: sealed, defaultRole };
    return this.changes.run(by, async ({ tx, note }) => {
      const kept = await keep(tx, by.actor.workspaceId, values, [...new Set(settings.domains)]);
      note(changed(kept, settings.clientSecret !== undefined));
      return kept;
    });
  }

  /** Forgets who is who there, too: should the same provider come back, addresses decide again. Does nothing when there is none. */
  async remove(by: Requester<AgentActor>): Promise<void> {
    const { workspaceId } = by.actor;
    await this.changes.run(by, async ({ tx, note }) => {
      const { count } = await tx.ssoProvider.deleteMany({ where: { workspaceId } });
      await tx.ssoIdentity.deleteMany({ where: { workspaceId } });
      if (count > 0) note({ action: 'sso.removed' });
    });
  }

  /** A secret is for who gave it: another issuer does not get to see it. */
  private async keptSecret(workspaceId: string, issuer: string): Promise<string> {
    const kept = await this.prisma.ssoProvider.findUnique({ where: { workspaceId } });
    const isSame = kept !== null && readIssuer(kept.issuer) === issuer;
    const secret = isSame && this.box.tryOpen(CLIENT_SECRET_PURPOSE, kept.clientSecret);
    if (secret) return secret;
    throw new DomainError('invalid_request', [{ path: 'clientSecret', message: 'is needed for a new provider' }]);
  }
}

/** The provider's row is locked by then: of two changes at once the later one stands as a whole. */
async function keep(
  tx: Prisma.TransactionClient,
  workspaceId: string,
  values: Omit<Prisma.SsoProviderUncheckedCreateInput, 'workspaceId' | 'domains'>,
  names: readonly string[],
): Promise<ProviderWithDomains> {
  const provider = await tx.ssoProvider.upsert({
    where: { workspaceId },
    create: { workspaceId, ...values },
    update: { ...values, updatedAt: new Date() },
  });
  await tx.ssoDomain.deleteMany({ where: { workspaceId } });
  const domains = names.map((domain) => ({ domain, workspaceId }));
  const added = await tx.ssoDomain.createMany({ data: domains, skipDuplicates: true });
  if (added.count < domains.length) throw new DomainError('already_exists');
  return { ...provider, domains };
}

function changed({ issuer, clientId, defaultRole, domains }: ProviderWithDomains, isSecretNew: boolean): AuditNote {
  const details = { issuer, clientId, defaultRole, domains: domains.map(({ domain }) => domain), isSecretNew };
  return { action: 'sso.changed', details };
}

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}
