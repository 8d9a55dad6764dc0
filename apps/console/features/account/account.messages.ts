import type { Role } from '#contracts';

const roles: Record<Role, string> = { owner: 'Owner', admin: 'Admin', supervisor: 'Supervisor', agent: 'Agent' };

export const accountMessages = {
  title: 'Account',
  profileTitle: 'Profile',
  profileHint: 'Admins of your workspace can change your name and role.',
  name: 'Name',
  email: 'E-mail address',
  role: 'Role',
  roles,

  passwordTitle: 'Password',
  passwordHint: 'Changing it signs you out everywhere else.',
  currentPassword: 'Current password',
  noPasswordYet:
    'If you have none because you use single sign-on: “Forgot password?” on the sign-in page mails you a link to set one, or ask an admin for it.',
  currentPasswordWrong: 'This is not your current password.',
  newPassword: 'New password',
  showPassword: 'Show the password',
  changePassword: 'Change password',
  passwordChanged: 'Your password is changed. Your other sessions have ended.',
} as const;
