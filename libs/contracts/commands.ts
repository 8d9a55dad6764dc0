import type { ActorKind } from './entities.ts';

/**
 * Every socket command and who may give it. `isPipelined` commands of one socket may overlap: they enter the log in the order
 * in which they were sent, without asking anything first; the others run one at a time.
 */
export const COMMANDS = {
  resume: { actors: ['visitor', 'agent'], isPipelined: false },
  'conversation.leave': { actors: ['visitor', 'agent'], isPipelined: false },
  'message.send': { actors: ['visitor', 'agent'], isPipelined: true },
  'note.add': { actors: ['agent'], isPipelined: true },
  typing: { actors: ['visitor', 'agent'], isPipelined: true },
  receipt: { actors: ['visitor', 'agent'], isPipelined: true },
  'conversation.assign': { actors: ['agent'], isPipelined: false },
  'conversation.close': { actors: ['agent'], isPipelined: true },
  'conversation.reopen': { actors: ['agent'], isPipelined: true },
} as const satisfies Record<string, { actors: readonly ActorKind[]; isPipelined: boolean }>;

export type CommandName = keyof typeof COMMANDS;

export function isCommandName(value: unknown): value is CommandName {
  return typeof value === 'string' && Object.hasOwn(COMMANDS, value);
}

/** One namespace per audience. */
export const NAMESPACES = { visitor: '/visitor', agent: '/agent' } as const;
