import { Injectable } from '@nestjs/common';

import { DomainError, addSeconds, hashSecret, isSecret, newId, newSecret } from '#common';
import type { AgentActor, IntegrationActor } from '#common';
import type { Scope } from '#contracts';
import { PrismaService } from '#database';
import type { ApiKey, Prisma } from '#database';

import { AccessChanges } from '../access/access-changes.ts';
import type { Requester } from '../access/audit-log.ts';
import { lockWorkspaceFor } from '../access/rank.ts';
import { formatApiKey, parseApiKey } from './api-key-token.ts';
import { scopesOf } from './api-key.presenter.ts';
import { keysInForce } from './keys-in-force.ts';

/** How far `lastUsedAt` may lag: a busy key is one write a minute, on however many instances. */
const LAST_USE_SECONDS = 60;
const HOUR = 3_600;
const DAY = 24 * HOUR;
/** Compared with when there is no such key, so that it takes as long. */
const NOBODYS = hashSecret(newSecret());

export interface NewApiKey {
  key: ApiKey;
  /** The whole key; it is kept nowhere. */
  secret: string;
}

interface Terms {
  name: string;
  scopes: readonly Scope[];
  expiresAt: Date | null;
}

/** How programs get in: keys with scopes that live until they expire, are revoked, or have been rotated out. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly prisma: PrismaService,
    private readonly changes: AccessChanges,
  ) {}

  /** Throws `unauthenticated` for what is not, or no longer, a key. What is revoked is refused from the next request on. */
  async authenticate(token: string): Promise<IntegrationActor> {
    const named = parseApiKey(token);
    if (!named) throw new DomainError('unauthenticated');
    const key = await this.prisma.apiKey.findUnique({ where: { id: named.id } });
    const isRight = isSecret(named.secret, key?.secretHash ?? NOBODYS);
    if (!key || !isRight || !isInForce(key)) throw new DomainError('unauthenticated');
    await this.noteUse(key);
    return { kind: 'integration', id: key.id, workspaceId: key.workspaceId, name: key.name, scopes: scopesOf(key) };
  }

  /** Those in force, newest first. */
  list(workspaceId: string): Promise<ApiKey[]> {
    return this.prisma.apiKey.findMany({ where: { workspaceId, ...keysInForce() }, orderBy: { createdAt: 'desc' } });
  }

  /** It ends with the membership of who makes it, and when they are no admin any more; so does a successor. */
  async create(
    by: Requester<AgentActor>,
    { name, scopes, expiresInDays }: { name: string; scopes: readonly Scope[]; expiresInDays?: number },
  ): Promise<NewApiKey> {
    const expiresAt = expiresInDays === undefined ? null : addSeconds(new Date(), expiresInDays * DAY);
    return this.changes.run(by, async ({ tx, note }) => {
      await lockWorkspaceFor(tx, by.actor);
      const made = await insert(tx, by, { name, scopes, expiresAt });
      note({ action: 'api_key.created', target: targetOf(made.key), details: termsOf(made.key) });
      return made;
    });
  }

  /**
   * A key with the name, scopes and lifetime of this one, which goes on for `overlapHours` at most, so that programs can change
   * over one after the other. Throws `not_found`.
   */
  async rotate(by: Requester<AgentActor>, id: string, overlapHours: number): Promise<NewApiKey> {
    return this.changes.run(by, async ({ tx, note }) => {
      await lockWorkspaceFor(tx, by.actor);
      const old = await requireKey(tx, by, id);
      const made = await insert(tx, by, { name: old.name, scopes: scopesOf(old), expiresAt: likeBefore(old) });
      const ends = addSeconds(new Date(), overlapHours * HOUR);
      const expiresAt = old.expiresAt && old.expiresAt < ends ? old.expiresAt : ends;
      await tx.apiKey.update({ where: { id }, data: { expiresAt } });
      const details = { ...termsOf(made.key), replaces: id, overlapHours };
      note({ action: 'api_key.rotated', target: targetOf(made.key), details });
      return made;
    });
  }

  /** At once, on every instance. Throws `not_found`. */
  async revoke(by: Requester, id: string): Promise<void> {
    await this.changes.run(by, async ({ tx, note }) => {
      const key = await requireKey(tx, by, id);
      await tx.apiKey.update({ where: { id }, data: { revokedAt: new Date() } });
      note({ action: 'api_key.revoked', target: targetOf(key) });
    });
  }

  private async noteUse({ id, lastUsedAt }: ApiKey): Promise<void> {
    const now = new Date();
    const stale = addSeconds(now, -LAST_USE_SECONDS);
    if (lastUsedAt && lastUsedAt > stale) return;
    const where = { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: stale } }] };
    await this.prisma.apiKey.updateMany({ where, data: { lastUsedAt: now } });
  }
}

async function insert(tx: Prisma.TransactionClient, by: Requester<AgentActor>, terms: Terms): Promise<NewApiKey> {
  const token = { id: newId(), secret: newSecret() };
  const { workspaceId, name: createdBy, id: createdById } = by.actor;
  const { name, expiresAt } = terms;
  const scopes = [...new Set(terms.scopes)];
  const secretHash = hashSecret(token.secret);
  const key = await tx.apiKey.create({
    data: { id: token.id, workspaceId, name, scopes, secretHash, createdBy, createdById, expiresAt },
  });
  return { key, secret: formatApiKey(token) };
}

async function requireKey(tx: Prisma.TransactionClient, by: Requester, id: string): Promise<ApiKey> {
  const key = await tx.apiKey.findFirst({ where: { id, workspaceId: by.actor.workspaceId, ...keysInForce() } });
  if (!key) throw new DomainError('not_found');
  return key;
}

function isInForce({ revokedAt, expiresAt }: ApiKey): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > new Date());
}

function likeBefore({ createdAt, expiresAt }: ApiKey): Date | null {
  return expiresAt && new Date(Date.now() + expiresAt.getTime() - createdAt.getTime());
}

function targetOf({ id, name }: ApiKey): { kind: string; id: string; name: string } {
  return { kind: 'api_key', id, name };
}

function termsOf({ scopes, expiresAt }: ApiKey): Prisma.InputJsonObject {
  return { scopes, expiresAt: expiresAt?.toISOString() ?? null };
}
