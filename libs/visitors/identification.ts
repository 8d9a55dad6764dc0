import { Injectable } from '@nestjs/common';

import { AccessChanges } from '#accounts';
import type { Change } from '#accounts';
import { DomainError, formatSessionToken, newId, systemActor } from '#common';
import type { SessionToken } from '#common';
import { PrismaService } from '#database';
import type { Site, Visitor } from '#database';

import { Bans } from './bans.ts';
import { lockPerson, lockVisitorOf, useToken } from './identification-locks.ts';
import type { Current } from './identification-locks.ts';
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
