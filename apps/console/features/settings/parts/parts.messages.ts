import type { Role } from '#contracts';

const roles: Record<Role, string> = { owner: 'Owner', admin: 'Admin', supervisor: 'Supervisor', agent: 'Agent' };

const roleHints: Record<Role, string> = {
  owner: 'Everything, and the only role that can make other owners.',
  admin: 'Everything about the team, sites, keys and single sign-on.',
  supervisor: 'Answers, and can ban visitors.',
  agent: 'Answers conversations.',
};

export const partsMessages = {
  roles,
  roleHints,
  loading: 'Loading',
  loadFailed: 'This could not be loaded',
  retry: 'Try again',
  actionsFor: (name: string) => `Actions for ${name}`,
  done: 'Done',
  shownOnce: 'This is shown only once. Copy it now and keep it in a safe place.',
  refused: 'This was not accepted. Check it, please.',
  saved: 'Saved',
} as const;
