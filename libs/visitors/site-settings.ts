import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { AccessChanges, SecretBox } from '#accounts';
import type { Change, Requester } from '#accounts';
import { DomainError, newId, newSecret } from '#common';
import type { RouteRequest } from '#contracts';
import { PrismaService } from '#database';
import type { Prisma, Site } from '#database';

import { identitySecretPurpose } from './identity-tokens.ts';

type Settings = Omit<RouteRequest<'site.change'>, 'siteId'>;

/** The sites of a workspace, for those who run them. */
@Injectable()
export class SiteSettings {
  constructor(
    private readonly prisma: PrismaService,
    private readonly changes: AccessChanges,
    private readonly box: SecretBox,
  ) {}

  list(workspaceId: string): Promise<Site[]> {
    return this.prisma.site.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } });
  }

  create(by: Requester, input: RouteRequest<'site.create'>): Promise<Site> {
    const { workspaceId } = by.actor;
    const publicKey = `site-${randomBytes(10).toString('hex')}`;
    return this.changes.run(by, async ({ tx, note }) => {
      const site = await tx.site.create({
        data: { id: newId(), workspaceId, publicKey, allowedOrigins: [], ...input },
      });
      note({ action: 'site.created', target: targetOf(site), details: { ...input } });
      return site;
    });
  }

  /** Throws `not_found`. Sockets of the site are looked at again when its origins change. */
  change(by: Requester, { siteId, ...input }: RouteRequest<'site.change'>): Promise<Site> {
    return this.changes.run(by, async ({ tx, note, concerns }) => {
      const before = await lock(tx, by, siteId);
      const site = await tx.site.update({ where: { id: siteId }, data: input });
      const details = differences(before, site, input);
      if (Object.keys(details).length > 0) note({ action: 'site.changed', target: targetOf(site), details });
      if ('allowedOrigins' in details) concerns('site', siteId);
      return site;
    });
  }

  /** Answers with the new secret, which nothing shows again. What was signed with the one before is worthless from now on. */
  renewSecret(by: Requester, siteId: string): Promise<string> {
    const secret = newSecret();
    return this.changes.run(by, async ({ tx, note }) => {
      const site = await lock(tx, by, siteId);
      const identitySecret = this.box.seal(identitySecretPurpose(siteId), secret);
      await tx.site.update({ where: { id: siteId }, data: { identitySecret } });
      note({ action: 'site.secret_renewed', target: targetOf(site) });
      return secret;
    });
  }
}

/** Two who change a site at once follow one another, so that the audit log tells what each has changed. */
async function lock(tx: Change['tx'], by: Requester, id: string): Promise<Site> {
  const { workspaceId } = by.actor;
  await tx.$queryRaw`SELECT 1 FROM sites WHERE id = ${id}::uuid AND workspace_id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  const site = await tx.site.findFirst({ where: { id, workspaceId } });
  if (!site) throw new DomainError('not_found');
  return site;
}

function differences(before: Site, after: Site, input: Settings): Prisma.InputJsonObject {
  const names = Object.keys(input) as (keyof Settings)[];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, { from: before[name], to: after[name] }]));
}

function targetOf({ id, name }: Site) {
  return { kind: 'site', id, name };
}
