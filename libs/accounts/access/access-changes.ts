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

/** What the work of a change has at hand. */
export interface Change {
  /** The transaction; nothing of the change happens outside it. */
  tx: Prisma.TransactionClient;
  /** Adds to the audit log. */
  note(note: AuditNote): void;
  /** Connections of this subject are checked anew, on every instance, once the change is committed. */
  concerns(kind: SubjectKind, id: string): void;
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
    const subjects: Subject[] = [];
    const result = await this.prisma.$transaction(async (tx) => {
      const outcome = await work({
        tx,
        note: (note) => void notes.push(note),
        concerns: (kind, id) => void subjects.push({ kind, id }),
      });
      await this.audit.write(tx, by, notes);
      const { workspaceId } = by.actor;
      await tx.accessChange.createMany({
        data: subjects.map(({ kind, id }) => ({ id: newId(), workspaceId, subjectKind: kind, subjectId: id })),
      });
      return outcome;
    });
    if (subjects.length > 0) this.bus.publish(channels.control, JSON.stringify(subjects));
    return result;
  }
}
