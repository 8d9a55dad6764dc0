import { DomainError } from '#common';
import type { StaffActor } from '#common';
import { isAtLeast } from '#contracts';
import type { Role } from '#contracts';

/** A program has no role of its own; it may do to others what a supervisor might. */
const RANK_OF_KEYS: Role = 'supervisor';

/** Nobody touches, gives or takes a role above their own: throws `forbidden`. */
export function requireRank(actor: StaffActor, role: Role): void {
  const own = actor.kind === 'agent' ? actor.role : RANK_OF_KEYS;
  if (!isAtLeast(own, role)) throw new DomainError('forbidden');
}
