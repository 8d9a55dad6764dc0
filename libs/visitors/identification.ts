import { Injectable } from '@nestjs/common';

import { AccessChanges } from '#accounts';
import type { Change } from '#accounts';
import { DomainError, newId, systemActor } from '#common';
import type { Prisma, Site, Visitor } from '#database';

import { Bans } from './bans.ts';
import type { Vouched } from './identity-tokens.ts';
import { moveConversations } from './merging.ts';
import { newVisitorSession } from './new-visitor-session.ts';
import type { Circumstances, StartedSession } from './new-visitor-session.ts';

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

/** Finds or makes the person a website vouches for, and ties the browser's session to them. */
@Injectable()
export class Identification {
  constructor(
    private readonly changes: AccessChanges,
    private readonly bans: Bans,
  ) {}

  /**
   * An anonymous visitor becomes the person; when there is that person already, the session moves to them and brings its
   * conversations along. A session that is somebody else's ends, and the person gets one of their own. Throws `invalid_identity`
   * for a token that another session has used, and `banned` for a person who is shut out: nothing has happened then.
   */
  async identify(identifying: Identifying): Promise<Identified> {
    const { site, vouched, circumstances } = identifying;
    const by = { actor: systemActor(site.workspaceId), address: circumstances.address };
    return this.changes.run(by, async (change) => {
      const person = await lockPerson(change.tx, site.id, vouched.externalId);
      const suspect = { workspaceId: site.workspaceId, visitorId: person?.id ?? null, address: circumstances.address };
      await this.bans.refuseBanned(suspect, change.tx);
      const identified = await tie(change, identifying, person);
      await useToken(change.tx, vouched, identified.sessionId);
      return identified;
    });
  }
}

async function tie(change: Change, identifying: Identifying, person: Visitor | null): Promise<Identified> {
  const { known, vouched } = identifying;
  const current = known && (await lockVisitorOf(change.tx, known.sessionId));
  if (!known || !current) return startSession(change, identifying, person);
  const isAnonymous = current.externalId === null;
  if (isAnonymous && person) return moveTo(change, person, { known, vouched, current });
  if (isAnonymous || current.externalId === vouched.externalId) return become(change, { known, vouched, current });
  await change.tx.visitorSession.update({ where: { id: known.sessionId }, data: { endedAt: new Date() } });
  change.concerns('session', known.sessionId);
  return startSession(change, identifying, person);
}

interface Current {
  known: StartedSession;
  vouched: Vouched;
  current: Visitor;
}

/** The visitor stays the same one, and is known by now. */
async function become({ tx }: Change, { known, vouched, current }: Current): Promise<Identified> {
  const visitor = await describe(tx, current, vouched);
  const { workspaceId, id: visitorId } = visitor;
  const hasAnotherName = visitor.name !== current.name;
  const renamed = hasAnotherName ? await tx.conversation.findMany({ where: { workspaceId, visitorId } }) : [];
  return { ...known, visitor, changedConversations: renamed.map(({ id }) => id) };
}

/** The session becomes the person's; tokens of the visitor it had before are refused from then on. */
async function moveTo({ tx, concerns }: Change, person: Visitor, from: Current): Promise<Identified> {
  const { known, vouched, current } = from;
  const visitor = await describe(tx, person, vouched);
  await tx.visitorSession.update({ where: { id: known.sessionId }, data: { visitorId: person.id } });
  concerns('visitor', current.id);
  return { ...known, visitor, changedConversations: await moveConversations(tx, current.id, person.id) };
}

async function startSession({ tx }: Change, identifying: Identifying, person: Visitor | null): Promise<Identified> {
  const { site, vouched, circumstances } = identifying;
  const { workspaceId, id: siteId } = site;
  const { externalId, name, email } = vouched;
  const data = { id: newId(), workspaceId, siteId, externalId, name, email, verifiedAt: new Date() };
  const visitor = person ? await describe(tx, person, vouched) : await tx.visitor.create({ data });
  const { row, started } = newVisitorSession(workspaceId, circumstances);
  await tx.visitorSession.create({ data: { ...row, visitorId: visitor.id } });
  return { ...started, visitor, changedConversations: [] };
}

/** What the website does not say stays as it was. */
async function describe(tx: Prisma.TransactionClient, visitor: Visitor, vouched: Vouched): Promise<Visitor> {
  const data = {
    externalId: vouched.externalId,
    name: vouched.name ?? visitor.name,
    email: vouched.email ?? visitor.email,
    verifiedAt: visitor.verifiedAt ?? new Date(),
  };
  return tx.visitor.update({ where: { id: visitor.id }, data });
}

/** One at a time for each person, also while there is no row of them yet: two browsers at once must not make two of them. */
async function lockPerson(tx: Prisma.TransactionClient, siteId: string, externalId: string): Promise<Visitor | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${siteId}:${externalId}`}, 0))`;
  return tx.visitor.findUnique({ where: { siteId_externalId: { siteId, externalId } } });
}

/** Null when the session has ended meanwhile. With the visitor's row locked no conversation is made for them until it is over. */
async function lockVisitorOf(tx: Prisma.TransactionClient, sessionId: string): Promise<Visitor | null> {
  const [session] = await tx.$queryRaw<{ visitor_id: string }[]>`
    SELECT visitor_id FROM visitor_sessions WHERE id = ${sessionId}::uuid AND ended_at IS NULL FOR UPDATE`;
  if (!session) return null;
  await tx.$queryRaw`SELECT 1 FROM visitors WHERE id = ${session.visitor_id}::uuid FOR UPDATE`;
  return tx.visitor.findUnique({ where: { id: session.visitor_id } });
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
