import { Injectable } from '@nestjs/common';

import {
  addSeconds,
  formatSessionToken,
  hashSecret,
  matchesSessionToken,
  newId,
  newSessionToken,
  parseSessionToken,
} from '#common';
import type { VisitorActor } from '#common';
import { PrismaService } from '#database';
import type { Site, Visitor } from '#database';

import { Sites } from './sites.ts';

const LIFETIME_SECONDS = 180 * 24 * 3600;
/** `lastUsedAt` is written at most this often. */
const TOUCH_MS = 3600_000;

export interface VisitorSignedIn {
  visitor: Visitor;
  site: Site;
  sessionId: string;
  sessionToken: string;
}

/** The session of one browser on one site. Its token does not rotate: several tabs share it. */
@Injectable()
export class VisitorSessions {
  constructor(
    private readonly prisma: PrismaService,
    private readonly sites: Sites,
  ) {}

  /** Continues the session of the token, or starts a new visitor when it is not good for this site. Throws `not_found` for an unknown site. */
  async start(siteKey: string, sessionToken: string | undefined): Promise<VisitorSignedIn> {
    const site = await this.sites.getByKey(siteKey);
    const visitor = sessionToken ? await this.find(site, sessionToken) : null;
    return visitor ?? this.create(site);
  }

  private async find(site: Site, sessionToken: string): Promise<VisitorSignedIn | null> {
    const token = parseSessionToken(sessionToken);
    const session =
      token && (await this.prisma.visitorSession.findUnique({ where: { id: token.id }, include: { visitor: true } }));
    if (!session || session.endedAt || session.visitor.siteId !== site.id) return null;
    const now = new Date();
    if (session.expiresAt <= now || !matchesSessionToken(token, session.secretHash)) return null;
    if (now.getTime() - session.lastUsedAt.getTime() > TOUCH_MS) {
      const data = { lastUsedAt: now, expiresAt: addSeconds(now, LIFETIME_SECONDS) };
      await this.prisma.visitorSession.update({ where: { id: session.id }, data });
    }
    return { visitor: session.visitor, site, sessionId: session.id, sessionToken };
  }

  private async create(site: Site): Promise<VisitorSignedIn> {
    const { workspaceId, id: siteId } = site;
    const token = newSessionToken(newId());
    const session = {
      id: token.id,
      workspaceId,
      secretHash: hashSecret(token.secret),
      expiresAt: addSeconds(new Date(), LIFETIME_SECONDS),
    };
    const visitor = await this.prisma.visitor.create({
      data: { id: newId(), workspaceId, siteId, sessions: { create: session } },
    });
    return { visitor, site, sessionId: token.id, sessionToken: formatSessionToken(token) };
  }
}

export function visitorActor({ visitor, sessionId }: Pick<VisitorSignedIn, 'visitor' | 'sessionId'>): VisitorActor {
  const { id, workspaceId, siteId, name } = visitor;
  return { kind: 'visitor', id, workspaceId, siteId, name, sessionId };
}
