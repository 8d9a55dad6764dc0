/**
 * Every socket command; `policy.ts` says who may give it. `isPipelined` commands of one socket may overlap: they enter the log
 * in the order in which they were sent, without asking anything first; the others run one at a time.
 */
export const COMMANDS = {
  'session.refresh': { isPipelined: false },
  resume: { isPipelined: false },
  'conversation.leave': { isPipelined: false },
  'message.send': { isPipelined: true },
  'note.add': { isPipelined: true },
  typing: { isPipelined: true },
  receipt: { isPipelined: true },
  'conversation.assign': { isPipelined: false },
  'conversation.close': { isPipelined: true },
  'conversation.reopen': { isPipelined: true },
} as const satisfies Record<string, { isPipelined: boolean }>;

export type CommandName = keyof typeof COMMANDS;

export function isCommandName(value: unknown): value is CommandName {
  return typeof value === 'string' && Object.hasOwn(COMMANDS, value);
}

/** One namespace per audience. */
export const NAMESPACES = { visitor: '/visitor', agent: '/agent' } as const;
