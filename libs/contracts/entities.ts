export const ACTOR_KINDS = ['visitor', 'agent', 'bot', 'integration', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

export const ROLES = ['owner', 'admin', 'supervisor', 'agent'] as const;
export type Role = (typeof ROLES)[number];

export const CONVERSATION_STATUSES = ['waiting', 'open', 'closed'] as const;
export type ConversationStatus = (typeof CONVERSATION_STATUSES)[number];

/** Who may see an event: everyone in the conversation, or its agents alone. */
export const AUDIENCES = ['public', 'agents'] as const;
export type Audience = (typeof AUDIENCES)[number];
