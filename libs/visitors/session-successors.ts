import { createHmac } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { addSeconds, formatSessionToken, hashSecret, matchesSessionToken } from '#common';
import type { SessionToken } from '#common';
import { CONFIG } from '#config';
import type { Config } from '#config';
import { PrismaService } from '#database';
import type { Prisma, VisitorSession } from '#database';

/** How long an answer that was lost may be asked for again. */
const GRACE_SECONDS = 60;

/**
 * The secret of a session that becomes somebody's: whoever knew it while it was nobody's must not be them. It follows from the one
 * before and the website's word, so that the same request gets the same answer again, for a minute. Nothing else opens with the old one.
 */
@Injectable()
export class SessionSuccessors {
  readonly #secret: string;

  constructor(
    private readonly prisma: PrismaService,
    @Inject(CONFIG) config: Config,
  ) {
    this.#secret = config.secret;
  }

  /** Puts the successor into force. */
  async replace(tx: Prisma.TransactionClient, before: SessionToken, identityTokenHash: string): Promise<SessionToken> {
    const after = this.successor(before, identityTokenHash);
    const data = { secretHash: hashSecret(after.secret) };
    await tx.visitorSession.update({ where: { id: before.id }, data });
    const expiresAt = addSeconds(new Date(), GRACE_SECONDS);
    const tokenHash = pairHash(before, identityTokenHash);
    await tx.identityTokenUse.create({ data: { tokenHash, sessionId: before.id, expiresAt } });
    return after;
  }

  /** What the session's token is by now, for one who comes with the one before and the website's word that replaced it; or null. */
  async find(before: SessionToken, identityTokenHash: string, session: VisitorSession): Promise<SessionToken | null> {
    const after = this.successor(before, identityTokenHash);
    if (!matchesSessionToken(after, session.secretHash)) return null;
    const tokenHash = pairHash(before, identityTokenHash);
    const use = await this.prisma.identityTokenUse.findUnique({ where: { tokenHash } });
    return use && use.expiresAt > new Date() ? after : null;
  }

  private successor({ id, secret }: SessionToken, identityTokenHash: string): SessionToken {
    const text = `visitor-session:${id}:${secret}:${identityTokenHash}`;
    return { id, secret: createHmac('sha256', this.#secret).update(text).digest('base64url') };
  }
}

/** Kept beside the uses of identity tokens: these two were used together. */
function pairHash(before: SessionToken, identityTokenHash: string): string {
  return hashSecret(`${formatSessionToken(before)} ${identityTokenHash}`);
}
