import { Injectable } from '@nestjs/common';

import { DomainError, addSeconds, newId, systemActor } from '#common';
import { PrismaService } from '#database';
import type { Agent, AgentSession } from '#database';
import { Logger } from '#observability';

import { AccessChanges } from './access/access-changes.ts';
import { agentActor, agentTarget } from './agent.presenter.ts';
import { LoginThrottle } from './login-throttle.ts';
import { isPassword } from './passwords/passwords.ts';
import { RefreshTokens } from './refresh-tokens.ts';
import type { ClientDevice } from './sessions/client-device.ts';
import { deviceColumns } from './sessions/client-device.ts';
import { endSessions } from './sessions/end-sessions.ts';
import { IDLE_SECONDS, openSession } from './sessions/open-session.ts';
import type { SignInMethod } from './sessions/open-session.ts';
import { SecondFactor } from './two-factor/second-factor.ts';

/** For this long the token before the newest still gets the newest: another tab, or an answer that was lost. After it, theft. */
const GRACE_MS = 60_000;

type Session = AgentSession & { agent: Agent };

export interface Credentials {
  email: string;
  password: string;
  /** Of the second factor. */
  code?: string;
}

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
    private readonly secondFactor: SecondFactor,
    private readonly throttle: LoginThrottle,
    private readonly changes: AccessChanges,
    private readonly logger: Logger,
  ) {}

  /**
   * Throws `invalid_credentials`, in the same time whether address or password is wrong; then what the second factor throws; and
   * `rate_limited` after too many of these.
   */
  login(credentials: Credentials, device: ClientDevice): Promise<SignedIn> {
    return this.throttle.attempt(credentials.email, device.address, () => this.signIn(credentials, device));
  }

  private async signIn({ email, password, code }: Credentials, device: ClientDevice): Promise<SignedIn> {
    const agent = await this.prisma.agent.findUnique({ where: { email: email.toLowerCase() } });
    const isRight = await isPassword(password, agent?.removedAt === null ? agent.passwordHash : null);
    if (!agent || !isRight) throw new DomainError('invalid_credentials');
    await this.secondFactor.require(agent, code);
    return this.startSession(agent, device, 'password');
  }

  /** For somebody who has just proved to be this agent; `invalid_credentials` when the agent was removed or changed meanwhile. */
  async startSession(agent: Agent, device: ClientDevice, method: SignInMethod): Promise<SignedIn> {
    const id = newId();
    const by = { actor: agentActor(agent, id), address: device.address };
    const session = await this.changes.run(by, (change) => openSession(change, { id, agent, device, method }));
    return this.signedIn({ ...session, agent });
  }

  /** Throws `unauthenticated` for a token that is not, or no longer, good. */
  async refresh(refreshToken: string, device: ClientDevice): Promise<SignedIn> {
    const position = this.tokens.read(refreshToken);
    const session = position && (await this.find(position.sessionId));
    if (!session || !isAlive(session) || session.agent.removedAt) throw new DomainError('unauthenticated');
    if (position.generation === session.generation) return this.rotate(session, device);
    if (position.generation === session.generation - 1 && isInGrace(session)) return this.signedIn(session);
    await this.endStolen(session, device);
    throw new DomainError('unauthenticated');
  }

  async logout(refreshToken: string, device: ClientDevice): Promise<void> {
    const position = this.tokens.read(refreshToken);
    const session = position && (await this.find(position.sessionId));
    if (!session) return;
    const { id: only, agent } = session;
    const by = { actor: agentActor(agent, only), address: device.address };
    await this.changes.run(by, (change) => endSessions(change, agent, { reason: 'logout', only }));
  }

  /** What the browser of a session keeps. */
  signedIn({ id: sessionId, agent, generation }: Session): SignedIn {
    return { agent, sessionId, refreshToken: this.tokens.issue({ sessionId, generation }) };
  }

  private find(id: string): Promise<Session | null> {
    return this.prisma.agentSession.findUnique({ where: { id }, include: { agent: true } });
  }

  /** Of several at once one moves the row; all get the same successor. */
  private async rotate(session: Session, device: ClientDevice): Promise<SignedIn> {
    const now = new Date();
    const generation = session.generation + 1;
    const times = { rotatedAt: now, lastUsedAt: now, expiresAt: addSeconds(now, IDLE_SECONDS) };
    await this.prisma.agentSession.updateMany({
      where: { id: session.id, generation: session.generation },
      data: { generation, ...times, ...deviceColumns(device) },
    });
    return this.signedIn({ ...session, generation });
  }

  private async endStolen({ id: only, agent }: Session, { address }: ClientDevice): Promise<void> {
    this.logger.warn('a used refresh token came back: session ended', { sessionId: only, agentId: agent.id });
    await this.changes.run({ actor: systemActor(agent.workspaceId), address }, async (change) => {
      change.note({ action: 'session.token_reused', target: agentTarget(agent), details: { sessionId: only } });
      await endSessions(change, agent, { reason: 'token_reused', only });
    });
  }
}

function isAlive(session: AgentSession): boolean {
  return session.endedAt === null && session.expiresAt > new Date();
}

function isInGrace(session: AgentSession): boolean {
  return Date.now() - session.rotatedAt.getTime() <= GRACE_MS;
}
