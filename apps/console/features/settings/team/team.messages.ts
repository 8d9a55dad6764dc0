export const teamMessages = {
  title: 'Team',
  description: 'Who answers, and what each of them may do.',
  invite: 'Invite',

  agents: 'Agents',
  you: 'you',
  online: 'Online',
  offline: 'Offline',
  change: 'Change name or role',
  sessions: 'Sessions',
  resetPassword: 'Make a link for a new password',
  disableTwoFactor: 'Turn off the second factor',
  remove: 'Remove',

  changeTitle: (name: string) => `Change ${name}`,
  name: 'Name',
  nameMissing: 'Enter a name.',
  role: 'Role',
  ownRole: 'Somebody else has to change your own role.',
  save: 'Save',

  removeTitle: (name: string) => `Remove ${name}?`,
  removeText: (name: string) =>
    `${name} is signed out everywhere at once and cannot sign in again. What they wrote stays, with their name. This cannot be undone; you can invite them again.`,

  disableTwoFactorTitle: (name: string) => `Turn off the second factor of ${name}?`,
  disableTwoFactorText:
    'Their password alone is then enough to sign in. Do this when they have lost their authenticator app and backup codes, and make sure that it is really them who asks.',
  disableTwoFactorLabel: 'Turn off',
  twoFactorOff: (name: string) => `The second factor of ${name} is off.`,

  resetTitle: (name: string) => `Link for a new password for ${name}`,
  resetText: (name: string) =>
    `With the link, ${name} sets a new password and is signed out everywhere. Whoever has the link can do that, so hand it over on a safe way.`,
  makeLink: 'Make the link',
  resetLink: 'Link for a new password',
  linkEnds: (when: string) => `It works once, until ${when}.`,

  sessionsTitle: (name: string) => `Sessions of ${name}`,
  noSessions: 'Not signed in anywhere.',
  unknownDevice: 'Unknown device',
  methods: { password: 'by password', sso: 'by single sign-on', invitation: 'by invitation' },
  lastUsed: 'Last used',
  end: 'End',
  endOf: (device: string) => `End ${device}`,
  endAll: 'End all sessions',

  invitations: 'Open invitations',
  invitationsText: 'Each link works once, for seven days.',
  invitedBy: (name: string) => `Invited by ${name}`,
  expires: 'Expires',
  revoke: 'Revoke',
  revokeTitle: 'Revoke the invitation?',
  revokeText: (email: string) => `The link that was sent to ${email} stops working.`,

  inviteTitle: 'Invite somebody',
  email: 'E-mail address',
  emailMissing: 'Enter an e-mail address.',
  emailInvalid: 'This does not look like an e-mail address.',
  alreadyAgent: 'An agent with this address exists already.',
  makeInvitation: 'Invite',
  invitedTitle: (email: string) => `${email} is invited`,
  mailed: 'The link is on its way by mail. You can also hand it over yourself.',
  notMailed: 'This Parley sends no mail. Hand the link over yourself, on a safe way.',
  invitationLink: 'Link of the invitation',
} as const;
