import type { CommandName } from './commands.ts';
import type { ActorKind, Role } from './entities.ts';
import { ROLES } from './entities.ts';
import type { RouteName } from './routes.ts';

/** What an API key may be made for: reading or writing one kind of thing. */
export const SCOPES = [
  'conversations:read',
  'conversations:write',
  'transcripts:read',
  'visitors:read',
  'visitors:write',
  'agents:read',
  'agents:write',
  'sites:read',
  'sites:write',
  'audit:read',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Who may do something; whoever it does not name may not. Each only ever touches the things of its own workspace. */
export interface Rule {
  /** Nobody needs to say who they are. */
  anyone?: true;
  /** Visitors may, with what is their own. */
  visitor?: true;
  /** Agents of at least this role may. */
  agent?: Role;
  /** API keys that have this scope may. */
  key?: Scope;
}

const ANYONE = { anyone: true } as const;
const SELF = { agent: 'agent' } as const;

/** The one table of who may do what: a row for every route and every command. What has no row is closed, and fails a test. */
export const POLICY = {
  'site.welcome': ANYONE,
  'visitor.session': ANYONE,
  'visitor.endSession': ANYONE,
  'visitor.site': { visitor: true },
  'socket.ticket': { visitor: true, agent: 'agent' },
  'session.refresh': { visitor: true, agent: 'agent' },
  resume: { visitor: true, agent: 'agent' },
  'conversation.leave': { visitor: true, agent: 'agent' },
  'conversation.create': { visitor: true },
  'conversation.list': { visitor: true, agent: 'agent', key: 'conversations:read' },
  'conversation.get': { visitor: true, agent: 'agent', key: 'conversations:read' },
  'conversation.events': { visitor: true, agent: 'agent', key: 'conversations:read' },
  'conversation.transcript': { visitor: true, agent: 'agent', key: 'transcripts:read' },
  'message.send': { visitor: true, agent: 'agent', key: 'conversations:write' },
  typing: { visitor: true, agent: 'agent' },
  receipt: { visitor: true, agent: 'agent' },
  'note.add': { agent: 'agent', key: 'conversations:write' },
  'conversation.assign': { agent: 'agent', key: 'conversations:write' },
  'conversation.close': { agent: 'agent', key: 'conversations:write' },
  'conversation.reopen': { agent: 'agent', key: 'conversations:write' },

  'auth.login': ANYONE,
  'auth.refresh': ANYONE,
  'auth.logout': ANYONE,
  'auth.keys': ANYONE,
  'sso.start': ANYONE,
  'sso.callback': ANYONE,
  'password.forgot': ANYONE,
  'password.reset': ANYONE,
  'invitation.read': ANYONE,
  'invitation.accept': ANYONE,

  'agent.me': SELF,
  'password.change': SELF,
  'twoFactor.get': SELF,
  'twoFactor.begin': SELF,
  'twoFactor.enable': SELF,
  'twoFactor.disable': SELF,
  'twoFactor.renewCodes': SELF,
  'session.list': SELF,
  'session.end': SELF,
  'session.endOthers': SELF,

  'agent.list': { agent: 'agent', key: 'agents:read' },
  'agent.change': { agent: 'admin', key: 'agents:write' },
  'agent.remove': { agent: 'admin', key: 'agents:write' },
  'agent.sessions': { agent: 'admin' },
  'agent.endSessions': { agent: 'admin', key: 'agents:write' },
  'agent.resetPassword': { agent: 'admin' },
  'agent.disableTwoFactor': { agent: 'admin' },
  'invitation.list': { agent: 'admin', key: 'agents:read' },
  'invitation.create': { agent: 'admin', key: 'agents:write' },
  'invitation.revoke': { agent: 'admin', key: 'agents:write' },

  'site.list': { agent: 'admin', key: 'sites:read' },
  'site.create': { agent: 'admin', key: 'sites:write' },
  'site.change': { agent: 'admin', key: 'sites:write' },
  'site.renewSecret': { agent: 'admin' },
  'visitor.ban': { agent: 'supervisor', key: 'visitors:write' },
  'ban.list': { agent: 'supervisor', key: 'visitors:read' },
  'ban.create': { agent: 'supervisor', key: 'visitors:write' },
  'ban.lift': { agent: 'supervisor', key: 'visitors:write' },

  'apiKey.list': { agent: 'admin' },
  'apiKey.create': { agent: 'admin' },
  'apiKey.rotate': { agent: 'admin' },
  'apiKey.revoke': { agent: 'admin' },
  'sso.get': { agent: 'admin' },
  // The provider says who is who, the owner too.
  'sso.set': { agent: 'owner' },
  'sso.remove': { agent: 'owner' },
  'audit.list': { agent: 'admin', key: 'audit:read' },

  'health.live': ANYONE,
  'health.ready': ANYONE,
  openapi: ANYONE,
} as const satisfies Record<RouteName | CommandName, Rule>;

/** What of an actor decides. */
export interface Claimant {
  kind: ActorKind;
  role?: Role;
  scopes?: readonly string[];
}

/** Whether the policy lets this actor call the route, or give the command, at all; what it names is checked where it is loaded. */
export function isAllowed(name: RouteName | CommandName, actor: Claimant): boolean {
  const rule: Rule = POLICY[name];
  if (rule.anyone) return true;
  if (actor.kind === 'visitor') return rule.visitor === true;
  if (actor.kind === 'agent') return rule.agent !== undefined && isAtLeast(actor.role, rule.agent);
  if (actor.kind === 'integration') return rule.key !== undefined && (actor.scopes?.includes(rule.key) ?? false);
  return false;
}

/** Roles contain each other: what an agent may, a supervisor may too, and so on up to the owner. */
export function isAtLeast(role: Role | undefined, least: Role): boolean {
  return role !== undefined && ROLES.indexOf(role) <= ROLES.indexOf(least);
}
