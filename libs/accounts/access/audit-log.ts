import { Injectable } from '@nestjs/common';

import { newId } from '#common';
import type { Actor } from '#common';
import type { AuditAction } from '#contracts';
import type { Prisma } from '#database';

/** Who asked for something, and from where; the address is null for what nobody asked for. */
export interface Requester<A extends Actor = Actor> {
  actor: A;
  address: string | null;
}

export interface AuditNote {
  action: AuditAction;
  target?: { kind: string; id: string; name: string | null };
  /** What changed. Never a secret. */
  details?: Prisma.InputJsonObject;
}

/** Writes down what changed access or settings, in the transaction that changes it. `AccessChanges` is what calls it. */
@Injectable()
export class AuditLog {
  async write(tx: Prisma.TransactionClient, by: Requester, notes: readonly AuditNote[]): Promise<void> {
    const { actor, address } = by;
    const common = {
      workspaceId: actor.workspaceId,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      address,
    };
    await tx.auditEntry.createMany({
      data: notes.map(({ action, target, details = {} }) => ({
        ...common,
        id: newId(),
        action,
        targetKind: target?.kind,
        targetId: target?.id,
        targetName: target?.name,
        details,
      })),
    });
  }
}
