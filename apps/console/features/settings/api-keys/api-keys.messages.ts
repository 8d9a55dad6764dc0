import type { Scope } from '#contracts';

type Resource = Scope extends infer S ? (S extends `${infer R}:${string}` ? R : never) : never;

const resources: Record<Resource, string> = {
  conversations: 'Conversations and messages',
  transcripts: 'Transcripts',
  visitors: 'Visitors and bans',
  agents: 'Agents and invitations',
  sites: 'Sites',
  audit: 'Audit log',
};

export const apiKeysMessages = {
  title: 'API keys',
  description: 'How programs of yours use the API. Each key can do only what it was made for.',
  create: 'Create a key',
  list: 'API keys',
  none: 'No API key yet',
  noneText: 'Create one for each program, with as few rights as it needs.',
  by: (name: string) => `By ${name}`,
  neverUsed: 'Never used',
  lastUsed: 'Last used',
  noExpiry: 'Does not expire',
  expires: 'Expires',
  expired: 'Expired',
  expiresSoon: 'Expires soon',
  rotate: 'Rotate',
  revoke: 'Revoke',

  createTitle: 'Create an API key',
  name: 'Name',
  nameHint: 'What it is for: the name of the program, for example.',
  nameMissing: 'Enter a name.',
  scopes: 'What it may do',
  scopesMissing: 'Choose at least one right.',
  resources,
  read: 'Read',
  write: 'Write',
  rightOf: (right: string, resource: string) => `${right}: ${resource}`,
  expiry: 'Expires',
  expiries: { '30': 'In 30 days', '90': 'In 90 days', '365': 'In a year', '': 'Never' },
  makeKey: 'Create',

  secretTitle: (name: string) => `The key “${name}”`,
  secret: 'API key',
  usage: 'Send it with every request:',
  usageLabel: 'Example',

  rotateTitle: (name: string) => `Rotate “${name}”?`,
  rotateText:
    'You get a new key with the same rights. The old one goes on for a while, so that you can put the new one in place without a gap.',
  overlap: 'The old key ends',
  overlaps: { '0': 'At once', '1': 'In 1 hour', '24': 'In 1 day', '168': 'In 1 week', '720': 'In 30 days' },

  revokeTitle: (name: string) => `Revoke “${name}”?`,
  revokeText: 'Programs that use it are refused at once. This cannot be undone.',
} as const;
