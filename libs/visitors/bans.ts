import { Injectable } from '@nestjs/common';

import ipaddr from 'ipaddr.js';

import { AccessChanges, lockWorkspace } from '#accounts';
import type { Change, Requester } from '#accounts';
import { DomainError, addSeconds, newId } from '#common';
import type { RouteRequest } from '#contracts';
import { PrismaService } from '#database';
import type { Ban, Visitor } from '#database';

import { canonicalAddress, rangeOf } from './addresses.ts';

export type BanWithVisitor = Ban & { visitor: Pick<Visitor, 'id' | 'name'> | null };
type Transaction = Change['tx'];
type Terms = Pick<RouteRequest<'ban.create'>, 'reason' | 'hours'>;
type Target = { visitorId: string } | { address: string };

export interface Suspect {
  workspaceId: string;
  visitorId: string | null;
  address: string;
}

/** In force at once, in one workspace: what one list shows, and what every visitor who comes in is compared with. */
const MOST = 1_000;

const withVisitor = { visitor: { select: { id: true, name: true } } } as const;

/** Shutting visitors out: one visitor, or everybody at some addresses. Agents are never concerned. */
@Injectable()
export class Bans {
  constructor(
    private readonly prisma: PrismaService,
    private readonly changes: AccessChanges,
  ) {}

  /** Those in force, newest first. */
  list(workspaceId: string): Promise<BanWithVisitor[]> {
    const where = { workspaceId, ...inForce() };
    return this.prisma.ban.findMany({ where, include: withVisitor, orderBy: { id: 'desc' }, take: MOST });
  }

  /**
   * Throws `not_found`. One who has turned out to be a person is that person. With `includesAddress` the address they were last seen
   * at is shut out too, if there is one.
   */
  banVisitor(by: Requester, input: RouteRequest<'visitor.ban'>): Promise<BanWithVisitor[]> {
    const { workspaceId } = by.actor;
    return this.changes.run(by, async (change) => {
      const visitorId = await whoIsNow(change, workspaceId, input.visitorId);
      if (!visitorId) throw new DomainError('not_found');
      const range = input.includesAddress ? await lastRangeOf(change, visitorId) : null;
      const bans = [await ban(by, change, { visitorId }, input)];
      if (range) bans.push(await ban(by, change, { address: range }, input));
      return bans;
    });
  }

  banAddress(by: Requester, { address, ...terms }: RouteRequest<'ban.create'>): Promise<BanWithVisitor> {
    return this.changes.run(by, (change) => ban(by, change, { address: canonicalAddress(address) }, terms));
  }

  /** Throws `not_found` for one that is not in force. */
  async lift(by: Requester, banId: string): Promise<void> {
    const { workspaceId } = by.actor;
    await this.changes.run(by, async ({ tx, note }) => {
      const where = { id: banId, workspaceId, ...inForce() };
      const [lifted] = await tx.ban.updateManyAndReturn({ where, data: { liftedAt: new Date() } });
      if (!lifted) throw new DomainError('not_found');
      const { visitorId, address } = lifted;
      note({
        action: 'ban.lifted',
        target: { kind: 'ban', id: banId, name: address },
        details: { visitorId, address },
      });
    });
  }

  /** Throws `banned` when the visitor, or where they are, is shut out. */
  async refuseBanned({ workspaceId, visitorId, address }: Suspect, tx: Transaction = this.prisma): Promise<void> {
    const from = ipaddr.isValid(address) ? address : null;
    const rows = await tx.$queryRaw<unknown[]>`
      (SELECT 1 FROM bans
        WHERE visitor_id = ${visitorId}::uuid AND lifted_at IS NULL AND (expires_at IS NULL OR expires_at > now())
        LIMIT 1)
      UNION ALL
      (SELECT 1 FROM bans
        WHERE workspace_id = ${workspaceId}::uuid AND lifted_at IS NULL AND address IS NOT NULL
          AND (expires_at IS NULL OR expires_at > now()) AND address >>= ${from}::inet
        LIMIT 1)`;
    if (rows.length > 0) throw new DomainError('banned');
  }
}

/** A ban of the same visitor or range that is there already gives way: the newest terms count. Throws `invalid_request` when there are too many. */
async function ban(
  by: Requester,
  { tx, note, concerns }: Change,
  target: Target,
  terms: Terms,
): Promise<BanWithVisitor> {
  const { workspaceId, name: bannedBy } = by.actor;
  const { reason = null, hours } = terms;
  const now = new Date();
  await lockWorkspace(tx, workspaceId);
  await tx.ban.updateMany({ where: { workspaceId, ...target, ...inForce() }, data: { liftedAt: now } });
  if ((await tx.ban.count({ where: { workspaceId, ...inForce() } })) >= MOST) throw tooMany();
  const data = {
    id: newId(),
    workspaceId,
    ...target,
    reason,
    bannedBy,
    createdAt: now,
    expiresAt: hours ? addSeconds(now, hours * 3600) : null,
  };
  const banned = await tx.ban.create({ data, include: withVisitor });
  const details = { reason, hours: hours ?? null };
  if ('visitorId' in target) {
    const name = banned.visitor?.name ?? null;
    note({ action: 'visitor.banned', target: { kind: 'visitor', id: target.visitorId, name }, details });
    concerns('visitor', target.visitorId);
  } else {
    note({ action: 'address.banned', target: { kind: 'ban', id: banned.id, name: target.address }, details });
    concerns('workspace', workspaceId);
  }
  return banned;
}

function tooMany(): DomainError {
  return new DomainError('invalid_request', [{ path: '', message: `${MOST} bans are in force. Lift one first.` }]);
}

/** The lock waits for a merge that is going on, and a merge waits for the ban: each sees what the other has done. */
async function whoIsNow({ tx }: Change, workspaceId: string, visitorId: string): Promise<string | null> {
  const [visitor] = await tx.$queryRaw<{ id: string; merged_into_id: string | null }[]>`
    SELECT id, merged_into_id FROM visitors
    WHERE id = ${visitorId}::uuid AND workspace_id = ${workspaceId}::uuid
    FOR KEY SHARE`;
  return visitor ? (visitor.merged_into_id ?? visitor.id) : null;
}

async function lastRangeOf({ tx }: Change, visitorId: string): Promise<string | null> {
  const where = { visitorId, address: { not: null } };
  const session = await tx.visitorSession.findFirst({ where, orderBy: { lastUsedAt: 'desc' } });
  return session?.address ? rangeOf(session.address) : null;
}

function inForce() {
  return { liftedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] };
}
