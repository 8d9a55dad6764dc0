import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import { decodeCursor, encodeCursor } from '#common';
import { AUDIT_ACTIONS } from '#contracts';
import type { RouteOutput, RouteRequest } from '#contracts';
import { PrismaService } from '#database';
import type { AuditEntry } from '#database';

type AuditPage = RouteOutput<'audit.list'>;
type EntryView = AuditPage['entries'][number];

/** Where a page ended, with the filter it was made with. */
const auditPosition = z.strictObject({
  filter: z.strictObject({ action: z.enum(AUDIT_ACTIONS).optional(), actorId: z.uuid().optional() }),
  id: z.uuid(),
});

/** What changed access or settings. Ids are in the order of time, and an index begins with each filter: O(page) at any depth. */
@Injectable()
export class AuditEntries {
  constructor(private readonly prisma: PrismaService) {}

  /** Newest first. The cursor freezes the filter it was made with. */
  async list(
    { workspaceId }: { workspaceId: string },
    { action, actorId, cursor, limit }: RouteRequest<'audit.list'>,
  ): Promise<AuditPage> {
    const position = cursor === undefined ? null : decodeCursor(auditPosition, cursor);
    const filter = position?.filter ?? { action, actorId };
    const rows = await this.prisma.auditEntry.findMany({
      where: { workspaceId, ...filter, ...(position && { id: { lt: position.id } }) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const nextCursor = rows.length > page.length && last ? encodeCursor({ filter, id: last.id }) : null;
    return { entries: page.map(presentAuditEntry), nextCursor };
  }
}

function presentAuditEntry(entry: AuditEntry): EntryView {
  const { id, at, action, actorKind, actorId, actorName, targetKind, targetId, targetName, address, details } = entry;
  return {
    id,
    at: at.toISOString(),
    action: action as EntryView['action'],
    actor: { kind: actorKind, id: actorId, name: actorName },
    target: targetKind !== null && targetId !== null ? { kind: targetKind, id: targetId, name: targetName } : null,
    address,
    details: details as EntryView['details'],
  };
}
