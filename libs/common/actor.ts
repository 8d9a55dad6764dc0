import type { ActorKind, Role, Scope } from '#contracts';

interface AnyActor {
  kind: ActorKind;
  id: string;
  workspaceId: string;
  /** Shown to others; null for a visitor who gave none. */
  name: string | null;
}

export interface VisitorActor extends AnyActor {
  kind: 'visitor';
  siteId: string;
  sessionId: string;
}

export interface AgentActor extends AnyActor {
  kind: 'agent';
  name: string;
  role: Role;
  sessionId: string;
}

/** Somebody's program, by an API key. */
export interface IntegrationActor extends AnyActor {
  kind: 'integration';
  /** Of the key. */
  name: string;
  scopes: readonly Scope[];
}

/** Parley itself, e.g. when it closes an idle conversation. */
export interface SystemActor extends AnyActor {
  kind: 'system';
}

/** Someone with a session, who may open sockets. */
export type SessionActor = VisitorActor | AgentActor;

/** The side that answers: sees every conversation of its workspace. */
export type StaffActor = AgentActor | IntegrationActor;

/** Someone who came in by a door. */
export type SignedInActor = SessionActor | IntegrationActor;

/** Who does something, everywhere below the doors. */
export type Actor = SignedInActor | SystemActor;

/** The system acts in every workspace under one id, so that its events too are unique by (conversation, actor, client). */
export const SYSTEM_ID = '00000000-0000-7000-8000-000000000000';

export function systemActor(workspaceId: string): SystemActor {
  return { kind: 'system', id: SYSTEM_ID, workspaceId, name: null };
}
