import type { RouteOutput } from '#contracts';
import type { Invitation } from '#database';

type InvitationView = RouteOutput<'invitation.create'>['invitation'];

export function presentInvitation(invitation: Invitation): InvitationView {
  const { id, email, role, invitedBy, createdAt, expiresAt } = invitation;
  return { id, email, role, invitedBy, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}
