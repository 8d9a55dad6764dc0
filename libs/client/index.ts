export { createAgentClient } from './agent-client.ts';
export type * from './api.ts';
export { memoryStore } from './key-value-store.ts';
export { createVisitorClient } from './visitor-client.ts';
