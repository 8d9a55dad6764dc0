import type { AgentActor } from '#common';
import type { Agent as AgentView } from '#contracts';
import type { Agent } from '#database';

export function presentAgent(agent: Agent, online: ReadonlySet<string>): AgentView {
  const { id, workspaceId, name, email, role } = agent;
  return { id, workspaceId, name, email, role, isOnline: online.has(id) };
}

export function agentActor(agent: Agent, sessionId: string): AgentActor {
  const { id, workspaceId, name, role } = agent;
  return { kind: 'agent', id, workspaceId, name, role, sessionId };
}
