export * from './access-tokens.ts';
export * from './accounts.module.ts';
export * from './agent-presence.ts';
export * from './agent-sessions.ts';
export * from './agent.presenter.ts';
export * from './agents.ts';
export * from './workspaces.ts';
