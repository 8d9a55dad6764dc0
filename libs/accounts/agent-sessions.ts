import { Injectable } from '@nestjs/common';

import { DomainError, addSeconds, newId } from '#common';
import { PrismaService } from '#database';
import type { Agent, AgentSession } from '#database';
import { Logger } from '#observability';

import { isPassword } from './passwords.ts';
import { RefreshTokens } from './refresh-tokens.ts';

/** A session that nobody uses for this long ends. */
const IDLE_SECONDS = 30 * 24 * 3600;
/** For this long the token before the newest still gets the newest: another tab, or an answer that was lost. After it, theft. */
const GRACE_MS = 60_000;

type Session = AgentSession & { agent: Agent };

export interface SignedIn {
  agent: Agent;
  sessionId: string;
  refreshToken: string;
}

/** Signing in, staying signed in, signing out. Refresh tokens rotate; one that comes back after its time ends the session. */
@Injectable()
export class AgentSessions {
  constructor(
    private readonly prisma: PrismaService,
    private readonly tokens: RefreshTokens,
    private readonly logger: Logger,
  ) {}

  /** Throws `invalid_credentials`, in the same time whether address or password is wrong. */
  async login(email: string, password: string): Promise<SignedIn> {
    const agent = await this.prisma.agent.findUnique({ where: { email: email.toLowerCase() } });
    const isRight = await isPassword(password, agent?.removedAt === null ? agent.passwordHash : null);
    if (!agent || !isRight) throw new DomainError('invalid_credentials');
    const { workspaceId, id: agentId } = agent;
    const expiresAt = addSeconds(new Date(), IDLE_SECONDS);
    const session = await this.prisma.agentSession.create({ data: { id: newId(), workspaceId, agentId, expiresAt } });
    return this.signedIn({ ...session, agent }, session.generation);
  }

  /** Throws `unauthenticated` for a token that is not, or no longer, good. */
  async refresh(refreshToken: string): Promise<SignedIn> {
    const position = this.tokens.read(refreshToken);
    const session = position && (await this.find(position.sessionId));
    if (!session || !isAlive(session) || session.agent.removedAt) throw new DomainError('unauthenticated');
    if (position.generation === session.generation) return this.rotate(session);
    if (position.generation === session.generation - 1 && isInGrace(session)) {
      return this.signedIn(session, session.generation);
    }
    this.logger.warn('a used refresh token came back: session ended', {
      sessionId: session.id,
      agentId: session.agentId,
    });
    await this.end(session.id);
    throw new DomainError('unauthenticated');
  }

  async logout(refreshToken: string): Promise<void> {
    const position = this.tokens.read(refreshToken);
    if (position) await this.end(position.sessionId);
  }

  private find(id: string): Promise<Session | null> {
    return this.prisma.agentSession.findUnique({ where: { id }, include: { agent: true } });
  }

  /** Of several at once one moves the row; all get the same successor. */
  private async rotate(session: Session): Promise<SignedIn> {
    const now = new Date();
    const generation = session.generation + 1;
    await this.prisma.agentSession.updateMany({
      where: { id: session.id, generation: session.generation },
      data: { generation, rotatedAt: now, lastUsedAt: now, expiresAt: addSeconds(now, IDLE_SECONDS) },
    });
    return this.signedIn(session, generation);
  }

  private signedIn({ id: sessionId, agent }: Session, generation: number): SignedIn {
    return { agent, sessionId, refreshToken: this.tokens.issue({ sessionId, generation }) };
  }

  private async end(id: string): Promise<void> {
    await this.prisma.agentSession.updateMany({ where: { id, endedAt: null }, data: { endedAt: new Date() } });
  }
}

function isAlive(session: AgentSession): boolean {
  return session.endedAt === null && session.expiresAt > new Date();
}

function isInGrace(session: AgentSession): boolean {
  return Date.now() - session.rotatedAt.getTime() <= GRACE_MS;
}
