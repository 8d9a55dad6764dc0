import { Injectable } from '@nestjs/common';

import { Bus, channels } from '#backplane';
import { newId } from '#common';
import { PrismaService } from '#database';
import type { Prisma } from '#database';

import { AuditLog } from './audit-log.ts';
import type { AuditNote, Requester } from './audit-log.ts';

/** Whom a change concerns: their connections are looked at again. */
export type SubjectKind = 'session' | 'agent' | 'visitor' | 'site' | 'workspace';

export interface Subject {
  kind: SubjectKind;
  id: string;
}

/** What the bus says after commit: the row of it is the same news. */
export interface SubjectNotice extends Subject {
  rowId: string;
}

/** What the work of a change has at hand. */
export interface Change {
  /** The transaction; nothing of the change happens outside it. */
  tx: Prisma.TransactionClient;
  /** Adds to the audit log. */
  note: (note: AuditNote) => void;
  /** Connections of this subject are checked anew, on every instance, once the change is committed. */
  concerns: (kind: SubjectKind, id: string) => void;
}

/**
 * The one way to change who may do what: the change, its audit entries and the list of whom it concerns are one transaction.
 * After commit every instance is told; one that does not hear it (Redis is away) reads it from the table within seconds.
 */
@Injectable()
export class AccessChanges {
  constructor(
    private readonly prisma: PrismaService,
    private readonly audit: AuditLog,
    private readonly bus: Bus,
  ) {}

  async run<T>(by: Requester, work: (change: Change) => Promise<T>): Promise<T> {
    const notes: AuditNote[] = [];
    const subjects: SubjectNotice[] = [];
    const result = await this.prisma.$transaction(async (tx) => {
      const outcome = await work({
        tx,
        note: (note) => void notes.push(note),
        concerns: (kind, id) => void subjects.push({ kind, id, rowId: newId() }),
      });
      await this.audit.write(tx, by, notes);
      await write(tx, by.actor.workspaceId, subjects);
      return outcome;
    });
    if (subjects.length > 0) this.bus.publish(channels.control, JSON.stringify(subjects));
    return result;
  }
}

/** By the database's clock: readers ask it for what is recent, and the clocks of instances differ. */
async function write(
  tx: Prisma.TransactionClient,
  workspaceId: string,
  subjects: readonly SubjectNotice[],
): Promise<void> {
  if (subjects.length === 0) return;
  const [ids, kinds, of] = [
    subjects.map(({ rowId }) => rowId),
    subjects.map(({ kind }) => kind),
    subjects.map(({ id }) => id),
  ];
  await tx.$executeRaw`
    INSERT INTO access_changes (id, workspace_id, subject_kind, subject_id, at)
    SELECT id, ${workspaceId}::uuid, kind, subject, clock_timestamp()
    FROM unnest(${ids}::uuid[], ${kinds}::text[], ${of}::uuid[]) AS u (id, kind, subject)`;
}
