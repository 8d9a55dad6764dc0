import { newId } from '#common';
import { LIMITS } from '#contracts';
import type { Agent } from '#database';

import type { Change } from '../access/access-changes.ts';
import { agentTarget } from '../agent.presenter.ts';
import { joinByInvitation } from '../invitations/invitation-acceptance.ts';
import { openInvitations } from '../invitations/open-invitations.ts';
import type { ProviderWithDomains } from './sso-settings.ts';

export interface Applicant {
  email: string;
  name: string | null;
  /** Has been an agent: the default does not bring them back, an invitation does. */
  wasRemoved: boolean;
}

/** Makes an agent without a password, by an open invitation, which it uses up, or by the workspace's default; null where neither is. */
export async function admit(
  change: Change,
  { workspaceId, defaultRole: role }: ProviderWithDomains,
  { email, name, wasRemoved }: Applicant,
): Promise<Agent | null> {
  const { tx, note } = change;
  const newcomer = { id: newId(), name: nameOf(name, email), passwordHash: null };
  const invitation = await tx.invitation.findFirst({ where: { workspaceId, email, ...openInvitations() } });
  if (invitation) return joinByInvitation(change, invitation, newcomer);
  if (role === null || wasRemoved) return null;
  // Somebody who becomes an agent elsewhere at this very moment has the address already.
  const data = [{ ...newcomer, workspaceId, email, role }];
  const [agent] = await tx.agent.createManyAndReturn({ data, skipDuplicates: true });
  if (agent) note({ action: 'agent.joined', target: agentTarget(agent), details: { role, email, method: 'sso' } });
  return agent ?? null;
}

function nameOf(name: string | null, email: string): string {
  return (name?.trim() || email.slice(0, email.indexOf('@'))).slice(0, LIMITS.nameLength);
}
