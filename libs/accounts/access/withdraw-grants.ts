import { isAtLeast } from '#contracts';
import type { Role } from '#contracts';
import type { Agent } from '#database';

import { keysInForce } from '../api-keys/keys-in-force.ts';
import { openInvitations } from '../invitations/open-invitations.ts';
import type { Change } from './access-changes.ts';

/** Why what somebody gave out is taken back, as the audit log tells it. */
export type WithdrawalReason = 'agent_removed' | 'role_lowered';

interface Withdrawal {
  reason: WithdrawalReason;
  /** What they are from now on; null: nothing. */
  role: Role | null;
}

/** Who makes API keys, by the policy. */
const MAKES_KEYS: Role = 'admin';

/**
 * Ends what an agent has given out in a role they no longer have, as part of the change that takes the role: nobody comes back by a
 * link or a key that they have kept. The workspace has to be locked.
 */
export async function withdrawGrants(change: Change, { id }: Agent, { reason, role }: Withdrawal): Promise<void> {
  const keyIds = isAtLeast(role ?? undefined, MAKES_KEYS) ? [] : await revokeKeys(change, id, reason);
  await revokeInvitations(change, [id, ...keyIds], reason);
  await change.tx.passwordReset.deleteMany({ where: { issuedById: id } });
}

async function revokeKeys({ tx, note }: Change, createdById: string, reason: WithdrawalReason): Promise<string[]> {
  const where = { createdById, ...keysInForce() };
  const keys = await tx.apiKey.updateManyAndReturn({ where, data: { revokedAt: new Date() } });
  for (const { id, name } of keys)
    note({ action: 'api_key.revoked', target: { kind: 'api_key', id, name }, details: { reason } });
  return keys.map(({ id }) => id);
}

async function revokeInvitations({ tx, note }: Change, by: string[], reason: WithdrawalReason): Promise<void> {
  const where = { invitedById: { in: by }, ...openInvitations() };
  const invitations = await tx.invitation.updateManyAndReturn({ where, data: { revokedAt: new Date() } });
  for (const { id, email } of invitations)
    note({ action: 'invitation.revoked', target: { kind: 'invitation', id, name: email }, details: { reason } });
}
