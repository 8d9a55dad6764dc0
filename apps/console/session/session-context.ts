import { createContext, useContext } from 'react';

import type { Agent } from '#contracts';
import type { AgentClient, KeyValueStore } from '#client';

export interface Session {
  client: AgentClient;
  store: KeyValueStore;
}

export const SessionContext = createContext<Session | null>(null);
export const MeContext = createContext<Agent | null>(null);

function required<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`${what} is used outside its provider`);
  return value;
}

export function useSession(): Session {
  return required(useContext(SessionContext), 'The session');
}

export function useClient(): AgentClient {
  return useSession().client;
}

/** The signed-in agent; only below the session gate. */
export function useMe(): Agent {
  return required(useContext(MeContext), 'The signed-in agent');
}
