import type { Role } from '#contracts';

const roles: Record<Role, string> = { owner: 'owner', admin: 'admin', supervisor: 'supervisor', agent: 'agent' };

export const linksMessages = {
  invitationDocumentTitle: 'Invitation – Parley',
  invitationTitle: (workspace: string) => `Join ${workspace}`,
  invitationSubtitle: (email: string, role: Role) => `You are invited as ${roles[role]}, with the address ${email}.`,
  name: 'Your name',
  nameMissing: 'Enter your name.',
  nameHint: 'Visitors see it beside your answers.',
  password: 'Password',
  join: 'Join',
  loading: 'Loading the invitation',

  passwordDocumentTitle: 'New password – Parley',
  passwordTitle: 'Set a new password',
  passwordSubtitle: 'You will be signed out everywhere, and sign in with the new one.',
  newPassword: 'New password',
  setPassword: 'Set password',
  passwordSetTitle: 'Your password is set',
  passwordSet: 'You have been signed out everywhere. Sign in with the new password.',
  toLogin: 'Go to sign-in',

  expiredTitle: 'This link does not work any more',
  invitationExpired: 'It has been used already, was taken back, or is too old. Ask whoever invited you for a new one.',
  passwordExpired: 'It has been used already, or is too old. We can send you another one.',
  failedTitle: 'The link could not be checked',
  retry: 'Try again',
} as const;
