import { Injectable } from '@nestjs/common';

import { AccessChanges } from '#accounts';
import type { Change } from '#accounts';
import { DomainError, formatSessionToken, matchesSessionToken, newId, parseSessionToken, systemActor } from '#common';
import type { SessionToken } from '#common';
import { PrismaService } from '#database';
import type { Prisma, Site, Visitor } from '#database';

import { Bans } from './bans.ts';
import type { Vouched } from './identity-tokens.ts';
import { moveConversations, planMerge, prepareMerge } from './merging.ts';
import type { Merge } from './merging.ts';
import { newVisitorSession } from './new-visitor-session.ts';
import type { Circumstances, StartedSession } from './new-visitor-session.ts';
import { describe } from './person.ts';
import { SessionSuccessors } from './session-successors.ts';

export interface Identifying {
  site: Site;
  /** The session this browser has already. */
  known: StartedSession | null;
  vouched: Vouched;
  circumstances: Circumstances;
}

export interface Identified extends StartedSession {
  visitor: Visitor;
  /** Conversations whose visitor has become another one, or has another name. */
  changedConversations: string[];
}

/** Something has to be done first, outside the transaction. */
interface Postponed {
  merge: Merge;
}

interface Current {
  token: SessionToken;
  vouched: Vouched;
  visitor: Visitor;
}

/** A merge is postponed once, or twice when more was written meanwhile. */
const MOST_ATTEMPTS = 3;

/** Finds or makes the person a website vouches for, and ties the browser's session to them. */
@Injectable()
export class Identification {
  constructor(
    private readonly changes: AccessChanges,
    private readonly bans: Bans,
    private readonly successors: SessionSuccessors,
    private readonly prisma: PrismaService,
  ) {}

  /**
   * An anonymous visitor becomes the person; when there is that person already, the session moves to them and brings its
   * conversations along. Either way its token is another one from then on. A session that is somebody else's ends, and the person gets
   * one of their own. Throws `invalid_identity` for a token that another session has used, and `banned` for a person or a visitor who
   * is shut out: nothing has happened then. Throws `overloaded` while another browser of the person does the same, and when there is
   * so much to move that it takes another request: the same one, sent again, goes on.
   */
  async identify(identifying: Identifying): Promise<Identified> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const outcome = await this.attempt(identifying);
      if (!('merge' in outcome)) return outcome;
      if (!(await prepareMerge(this.prisma, outcome.merge))) break;
    }
    throw new DomainError('overloaded');
  }

  private attempt(identifying: Identifying): Promise<Identified | Postponed> {
    const { site, known, vouched, circumstances } = identifying;
    const { workspaceId } = site;
    const { address } = circumstances;
    return this.changes.run({ actor: systemActor(workspaceId), address }, async (change) => {
      const person = await lockPerson(change.tx, site.id, vouched.externalId);
      await this.bans.refuseBanned({ workspaceId, visitorId: person?.id ?? null, address }, change.tx);
      const current = known && (await lockVisitorOf(change.tx, known, vouched));
      if (current) await this.bans.refuseBanned({ workspaceId, visitorId: current.visitor.id, address }, change.tx);
      const outcome = await this.tie(change, identifying, person, current);
      await useToken(change.tx, vouched, 'merge' in outcome ? (known?.sessionId ?? '') : outcome.sessionId);
      return outcome;
    });
  }

  private async tie(change: Change, identifying: Identifying, person: Visitor | null, current: Current | null) {
    if (!current) return startSession(change, identifying, person);
    const { externalId } = current.visitor;
    if (externalId === null && person) return this.moveTo(change, person, current);
    if (externalId === null || externalId === current.vouched.externalId) return this.become(change, current);
    const { id } = current.token;
    await change.tx.visitorSession.update({ where: { id }, data: { endedAt: new Date() } });
    change.concerns('session', id);
    return startSession(change, identifying, person);
  }

  /** The visitor stays the same one, and is known by now. */
  private async become(change: Change, current: Current): Promise<Identified> {
    const { token, vouched } = current;
    const { visitor, renamed } = await describe(change, current.visitor, vouched);
    const isNew = current.visitor.externalId === null;
    const own = isNew ? await this.successors.replace(change.tx, token, vouched.tokenHash) : token;
    return { ...started(own), visitor, changedConversations: renamed };
  }

  /** The session becomes the person's; access tokens of the visitor it had before are refused from then on. */
  private async moveTo(change: Change, person: Visitor, current: Current): Promise<Identified | Postponed> {
    const { tx, concerns } = change;
    const { token, vouched } = current;
    const { id: from } = current.visitor;
    const merge = await planMerge(tx, from, person.id);
    if (!merge.isSmall) return { merge };
    const { visitor, renamed } = await describe(change, person, vouched);
    await tx.visitorSession.update({ where: { id: token.id }, data: { visitorId: person.id } });
    await tx.visitor.update({ where: { id: from }, data: { mergedIntoId: person.id } });
    concerns('visitor', from);
    const own = await this.successors.replace(tx, token, vouched.tokenHash);
    return { ...started(own), visitor, changedConversations: [...renamed, ...(await moveConversations(tx, merge))] };
  }
}

async function startSession(change: Change, identifying: Identifying, person: Visitor | null): Promise<Identified> {
  const { site, vouched, circumstances } = identifying;
  const { workspaceId, id: siteId } = site;
  const { externalId, name, email } = vouched;
  const data = { id: newId(), workspaceId, siteId, externalId, name, email, verifiedAt: new Date() };
  const { visitor, renamed } = person
    ? await describe(change, person, vouched)
    : { visitor: await change.tx.visitor.create({ data }), renamed: [] };
  const { row, started: session } = newVisitorSession(workspaceId, circumstances);
  await change.tx.visitorSession.create({ data: { ...row, visitorId: visitor.id } });
  return { ...session, visitor, changedConversations: renamed };
}

function started(token: SessionToken): StartedSession {
  return { sessionId: token.id, sessionToken: formatSessionToken(token) };
}

/**
 * One at a time for each person, also while there is no row of them yet: two browsers at once must not make two of them. Nobody
 * waits here with a connection in hand: throws `overloaded`. Rows that others hold are waited for a second at most.
 */
async function lockPerson(tx: Prisma.TransactionClient, siteId: string, externalId: string): Promise<Visitor | null> {
  await tx.$executeRaw`SET LOCAL lock_timeout = '1s'`;
  const [lock] = await tx.$queryRaw<{ is_ours: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${`${siteId}:${externalId}`}, 0)) AS is_ours`;
  if (!lock?.is_ours) throw new DomainError('overloaded');
  return tx.visitor.findUnique({ where: { siteId_externalId: { siteId, externalId } } });
}

/**
 * Null when the session has ended meanwhile, or has another secret. With its row and the visitor's locked, no conversation is made for
 * them and nobody bans them until it is over.
 */
async function lockVisitorOf(
  tx: Prisma.TransactionClient,
  { sessionToken }: StartedSession,
  vouched: Vouched,
): Promise<Current | null> {
  const token = parseSessionToken(sessionToken);
  if (!token) return null;
  const [session] = await tx.$queryRaw<{ visitor_id: string; secret_hash: string }[]>`
    SELECT visitor_id, secret_hash FROM visitor_sessions WHERE id = ${token.id}::uuid AND ended_at IS NULL FOR UPDATE`;
  if (!session || !matchesSessionToken(token, session.secret_hash)) return null;
  await tx.$queryRaw`SELECT 1 FROM visitors WHERE id = ${session.visitor_id}::uuid FOR UPDATE`;
  const visitor = await tx.visitor.findUnique({ where: { id: session.visitor_id } });
  return visitor && { token, vouched, visitor };
}

/** The first session that shows a token has it for itself. */
async function useToken(
  tx: Prisma.TransactionClient,
  { tokenHash, expiresAt }: Vouched,
  sessionId: string,
): Promise<void> {
  const [use] = await tx.$queryRaw<{ session_id: string }[]>`
    INSERT INTO identity_token_uses AS u (token_hash, session_id, expires_at)
    VALUES (${tokenHash}, ${sessionId}::uuid, ${expiresAt})
    ON CONFLICT (token_hash) DO UPDATE SET expires_at = u.expires_at
    RETURNING session_id`;
  if (use?.session_id !== sessionId) throw new DomainError('invalid_identity');
}
