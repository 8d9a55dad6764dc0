export const settingsMessages = {
  title: 'Settings',
  groups: { account: 'You', workspace: 'Workspace' },
  sections: {
    account: 'Account',
    sessions: 'Sessions',
    team: 'Team',
    sites: 'Sites',
    bans: 'Bans',
    apiKeys: 'API keys',
    sso: 'Single sign-on',
    audit: 'Audit log',
  },
  missingTitle: 'No such settings',
  missingText: 'There is no page at this address, or your role does not include it.',
  toSettings: 'Go to the settings',
} as const;
