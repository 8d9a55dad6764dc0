import type { AgentActor } from '#common';
import type { Agent as AgentView } from '#contracts';
import type { Agent } from '#database';

export function presentAgent(agent: Agent, online: ReadonlySet<string>): AgentView {
  const { id, workspaceId, name, email, role } = agent;
  return { id, workspaceId, name, email, role, isOnline: online.has(id) };
}

/** An agent as the audit log names what was changed. */
export function agentTarget({ id, name }: Pick<Agent, 'id' | 'name'>): { kind: 'agent'; id: string; name: string } {
  return { kind: 'agent', id, name };
}

export function agentActor(agent: Pick<Agent, 'id' | 'workspaceId' | 'name' | 'role'>, sessionId: string): AgentActor {
  const { id, workspaceId, name, role } = agent;
  return { kind: 'agent', id, workspaceId, name, role, sessionId };
}
