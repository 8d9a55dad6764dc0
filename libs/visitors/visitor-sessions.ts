import { Injectable } from '@nestjs/common';

import { AccessChanges } from '#accounts';
import { DomainError, formatSessionToken, hashSecret, matchesSessionToken, newId, parseSessionToken } from '#common';
import type { SessionToken } from '#common';
import type { RouteRequest } from '#contracts';
import { PrismaService } from '#database';
import type { Site, Visitor, VisitorSession } from '#database';
import { RateLimits, addressKey } from '#limits';

import { Bans } from './bans.ts';
import { Identification } from './identification.ts';
import type { Identified } from './identification.ts';
import { IdentityTokens } from './identity-tokens.ts';
import { newVisitorSession, sessionExpiry } from './new-visitor-session.ts';
import type { Circumstances } from './new-visitor-session.ts';
import { isOriginAllowed, webOrigin } from './origins.ts';
import { SessionSuccessors } from './session-successors.ts';
import { Sites } from './sites.ts';
import { visitorActor } from './visitor.presenter.ts';

/** `lastUsedAt` is written at most this often, unless something else has changed. */
const TOUCH_MS = 3600_000;

/** What a browser asks with, and from where. */
export type SessionRequest = RouteRequest<'visitor.session'> & { address: string };

export interface VisitorSignedIn extends Identified {
  site: Site;
}

interface Found {
  session: VisitorSession & { visitor: Visitor };
  /** As it is by now. */
  token: SessionToken;
}

/** The session of one browser on one site. Several tabs share its token, so it changes only when an anonymous one becomes somebody's. */
@Injectable()
export class VisitorSessions {
  constructor(
    private readonly prisma: PrismaService,
    private readonly sites: Sites,
    private readonly bans: Bans,
    private readonly identityTokens: IdentityTokens,
    private readonly identification: Identification,
    private readonly changes: AccessChanges,
    private readonly limits: RateLimits,
    private readonly successors: SessionSuccessors,
  ) {}

  /**
   * Continues the session of the token, or starts a new visitor when it is not good for this site. Makes nothing and nobody when
   * it refuses: `not_found` (no such site), `origin_not_allowed`, `banned`, `consent_required`, `invalid_identity`, `rate_limited`.
   */
  async start(request: SessionRequest): Promise<VisitorSignedIn> {
    const site = await this.sites.getByKey(request.siteKey);
    if (!isOriginAllowed(request.embeddedBy, site.allowedOrigins)) throw new DomainError('origin_not_allowed');
    const found = await this.find(site, request);
    const session = found?.session ?? null;
    const circumstances = circumstancesOf(request, session);
    const { workspaceId } = site;
    const { address } = circumstances;
    await this.bans.refuseBanned({ workspaceId, visitorId: session?.visitorId ?? null, address });
    if (site.requiresConsent && !circumstances.consentedAt) throw new DomainError('consent_required');
    const vouched = request.identityToken ? await this.identityTokens.verify(site, request.identityToken) : null;
    if (session) await this.touch(session, circumstances);
    const known = found && { sessionId: found.token.id, sessionToken: formatSessionToken(found.token) };
    if (vouched) return { site, ...(await this.identification.identify({ site, known, vouched, circumstances })) };
    if (!found || !known) return this.create(site, circumstances);
    return { site, ...known, visitor: found.session.visitor, changedConversations: [] };
  }

  /**
   * Ends the session at once: its tokens are refused from then on, and its sockets close. Whoever has the session token may,
   * without any other: a page that is about to go away has no time to fetch one. Says nothing of a token that is none.
   */
  async end(sessionToken: string, address: string): Promise<void> {
    const token = parseSessionToken(sessionToken);
    const session =
      token && (await this.prisma.visitorSession.findUnique({ where: { id: token.id }, include: { visitor: true } }));
    if (!session || session.endedAt || !matchesSessionToken(token, session.secretHash)) return;
    const actor = visitorActor({ visitor: session.visitor, sessionId: session.id });
    await this.changes.run({ actor, address }, async ({ tx, concerns }) => {
      const where = { id: session.id, endedAt: null };
      await tx.visitorSession.updateMany({ where, data: { endedAt: new Date() } });
      concerns('session', session.id);
    });
  }

  private async find(site: Site, { sessionToken, identityToken }: SessionRequest): Promise<Found | null> {
    const token = sessionToken === undefined ? null : parseSessionToken(sessionToken);
    const session =
      token && (await this.prisma.visitorSession.findUnique({ where: { id: token.id }, include: { visitor: true } }));
    if (!session || session.endedAt || session.visitor.siteId !== site.id || session.expiresAt <= new Date())
      return null;
    if (matchesSessionToken(token, session.secretHash)) return { session, token };
    const successor = identityToken && (await this.successors.find(token, hashSecret(identityToken), session));
    return successor ? { session, token: successor } : null;
  }

  private async touch(session: VisitorSession, circumstances: Circumstances): Promise<void> {
    const { address, origin, consentedAt } = circumstances;
    const isSame = session.address === address && session.origin === origin && session.consentedAt === consentedAt;
    if (isSame && Date.now() - session.lastUsedAt.getTime() <= TOUCH_MS) return;
    const data = { ...circumstances, lastUsedAt: new Date(), expiresAt: sessionExpiry() };
    await this.prisma.visitorSession.update({ where: { id: session.id }, data });
  }

  private async create(site: Site, circumstances: Circumstances): Promise<VisitorSignedIn> {
    await this.limits.consume('newVisitor', addressKey(circumstances.address));
    const { workspaceId, id: siteId } = site;
    const { row, started } = newVisitorSession(workspaceId, circumstances);
    const visitor = await this.prisma.visitor.create({
      data: { id: newId(), workspaceId, siteId, sessions: { create: row } },
    });
    return { site, ...started, visitor, changedConversations: [] };
  }
}

/** What this request does not say is as it was. */
function circumstancesOf(request: SessionRequest, session: VisitorSession | null): Circumstances {
  return {
    address: request.address,
    origin: webOrigin(request.embeddedBy) ?? session?.origin ?? null,
    consentedAt: session?.consentedAt ?? (request.hasConsented ? new Date() : null),
  };
}
