import { Injectable } from '@nestjs/common';

import {
  DomainError,
  addSeconds,
  formatSessionToken,
  hashSecret,
  matchesSessionToken,
  newId,
  newSessionToken,
  parseSessionToken,
} from '#common';
import { PrismaService } from '#database';
import type { Agent, AgentSession } from '#database';
import { Logger } from '#observability';

import { isPassword } from './passwords.ts';

/** A session that nobody uses for this long ends. */
const IDLE_SECONDS = 30 * 24 * 3600;
/** Tabs of one browser refresh side by side: for this long the token before the newest still counts, once it counts as theft. */
const ROTATION_GRACE_MS = 30_000;

export interface SignedIn {
  agent: Agent;
  sessionId: string;
  /** Null when another tab has just been given the newest one. */
  refreshToken: string | null;
}

/** Signing in, staying signed in, signing out. Refresh tokens rotate; one that comes back after its time ends the session. */
@Injectable()
export class AgentSessions {
  constructor(
    private readonly prisma: PrismaService,
    private readonly logger: Logger,
  ) {}

  /** Throws `invalid_credentials`, in the same time whether address or password is wrong. */
  async login(email: string, password: string): Promise<SignedIn> {
    const agent = await this.prisma.agent.findUnique({ where: { email: email.toLowerCase() } });
    const isRight = await isPassword(password, agent?.removedAt === null ? agent.passwordHash : null);
    if (!agent || !isRight) throw new DomainError('invalid_credentials');
    const token = newSessionToken(newId());
    const { workspaceId, id: agentId } = agent;
    await this.prisma.agentSession.create({
      data: {
        id: token.id,
        workspaceId,
        agentId,
        secretHash: hashSecret(token.secret),
        expiresAt: addSeconds(new Date(), IDLE_SECONDS),
      },
    });
    return { agent, sessionId: token.id, refreshToken: formatSessionToken(token) };
  }

  /** Throws `unauthenticated` for a token that is not, or no longer, good. */
  async refresh(refreshToken: string): Promise<SignedIn> {
    const token = parseSessionToken(refreshToken);
    const session =
      token && (await this.prisma.agentSession.findUnique({ where: { id: token.id }, include: { agent: true } }));
    if (!session || !isAlive(session) || session.agent.removedAt) throw new DomainError('unauthenticated');
    if (matchesSessionToken(token, session.secretHash)) return this.rotate(session);
    if (matchesSessionToken(token, session.previousSecretHash)) return this.acceptPrevious(session);
    throw new DomainError('unauthenticated');
  }

  async logout(refreshToken: string): Promise<void> {
    const token = parseSessionToken(refreshToken);
    const session = token && (await this.prisma.agentSession.findUnique({ where: { id: token.id } }));
    if (!session || !matchesSessionToken(token, session.secretHash)) return;
    await this.end(session.id);
  }

  private async rotate(session: AgentSession & { agent: Agent }): Promise<SignedIn> {
    const next = newSessionToken(session.id);
    const now = new Date();
    // Of two refreshes at once one rotates; the other one's token has just become the previous.
    const { count } = await this.prisma.agentSession.updateMany({
      where: { id: session.id, secretHash: session.secretHash },
      data: {
        secretHash: hashSecret(next.secret),
        previousSecretHash: session.secretHash,
        rotatedAt: now,
        lastUsedAt: now,
        expiresAt: addSeconds(now, IDLE_SECONDS),
      },
    });
    const refreshToken = count === 1 ? formatSessionToken(next) : null;
    return { agent: session.agent, sessionId: session.id, refreshToken };
  }

  private async acceptPrevious(session: AgentSession & { agent: Agent }): Promise<SignedIn> {
    if (Date.now() - session.rotatedAt.getTime() <= ROTATION_GRACE_MS) {
      return { agent: session.agent, sessionId: session.id, refreshToken: null };
    }
    this.logger.warn('a used refresh token came back: session ended', {
      sessionId: session.id,
      agentId: session.agentId,
    });
    await this.end(session.id);
    throw new DomainError('unauthenticated');
  }

  private async end(sessionId: string): Promise<void> {
    await this.prisma.agentSession.update({ where: { id: sessionId }, data: { endedAt: new Date() } });
  }
}

function isAlive(session: AgentSession): boolean {
  return session.endedAt === null && session.expiresAt > new Date();
}
