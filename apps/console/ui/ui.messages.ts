import type { ConversationStatus } from '#contracts';

const status: Record<ConversationStatus, string> = { waiting: 'Waiting', open: 'Open', closed: 'Closed' };

export const uiMessages = {
  visitor: (suffix: string) => `Visitor ${suffix}`,
  unnamedAgent: 'Agent',
  machines: { bot: 'Bot', integration: 'Integration', system: 'Parley' },
  you: 'You',
  status,
  now: 'now',
  minutes: (count: number) => `${count}m`,
  hours: (count: number) => `${count}h`,
  today: 'Today',
  yesterday: 'Yesterday',
  retry: 'Try again',
  dismiss: 'Dismiss',
  close: 'Close',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  add: 'Add',
  removeEntry: (entry: string) => `Remove ${entry}`,
} as const;
