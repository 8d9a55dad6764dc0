import { DomainError, addSeconds } from '#common';
import type { Agent, AgentSession } from '#database';

import type { Change } from '../access/access-changes.ts';
import { agentTarget } from '../agent.presenter.ts';
import type { ClientDevice } from './client-device.ts';
import { deviceColumns } from './client-device.ts';

/** A session that nobody uses for this long ends. */
export const IDLE_SECONDS = 30 * 24 * 3600;

export type SignInMethod = 'password' | 'sso' | 'invitation';

export interface NewSession {
  id: string;
  agent: Agent;
  method: SignInMethod;
  device: ClientDevice;
}

/**
 * Begins a session as part of a change. The agent's row is locked until commit: whoever removes the agent or sets another
 * password meanwhile either ends this session too, or comes first, and then this throws `invalid_credentials`.
 */
export async function openSession(change: Change, { id, agent, method, device }: NewSession): Promise<AgentSession> {
  const { id: agentId, workspaceId } = agent;
  const unchanged = await change.tx.$queryRaw<unknown[]>`
    SELECT id FROM agents
    WHERE id = ${agentId}::uuid AND removed_at IS NULL AND password_hash IS NOT DISTINCT FROM ${agent.passwordHash}
    FOR SHARE`;
  if (unchanged.length === 0) throw new DomainError('invalid_credentials');
  change.note({ action: 'session.started', target: agentTarget(agent), details: { sessionId: id, method } });
  const expiresAt = addSeconds(new Date(), IDLE_SECONDS);
  return change.tx.agentSession.create({
    data: { id, workspaceId, agentId, method, expiresAt, ...deviceColumns(device) },
  });
}
