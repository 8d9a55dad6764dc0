import { DomainError, addSeconds, formatSessionToken, hashSecret, newId, newSessionToken } from '#common';
import type { Role } from '#contracts';
import type { Invitation } from '#database';

import type { Change } from '../access/access-changes.ts';
import { openInvitations } from './open-invitations.ts';

const LIFETIME_SECONDS = 7 * 24 * 3600;

export interface NewInvitation {
  workspaceId: string;
  email: string;
  role: Role;
  invitedBy: string | null;
  /** Null for the first owner's, whom nobody invites. */
  invitedById: string | null;
}

/**
 * Makes an invitation as part of a change, instead of the one that is open for the same address. The token is in this answer and
 * nowhere else. Throws `already_exists` for an agent's address, of any workspace: it is what agents sign in with. The workspace
 * has to be locked.
 */
export async function issueInvitation(
  { tx, note }: Change,
  { email, ...rest }: NewInvitation,
): Promise<{ invitation: Invitation; token: string }> {
  const address = email.toLowerCase();
  if (await tx.agent.findUnique({ where: { email: address } })) throw new DomainError('already_exists');
  const { workspaceId } = rest;
  const now = new Date();
  await tx.invitation.updateMany({
    where: { workspaceId, email: address, ...openInvitations(now) },
    data: { revokedAt: now },
  });
  const token = newSessionToken(newId());
  const invitation = await tx.invitation.create({
    data: {
      ...rest,
      id: token.id,
      email: address,
      secretHash: hashSecret(token.secret),
      expiresAt: addSeconds(now, LIFETIME_SECONDS),
    },
  });
  const target = { kind: 'invitation', id: invitation.id, name: address };
  note({ action: 'agent.invited', target, details: { role: invitation.role } });
  return { invitation, token: formatSessionToken(token) };
}
