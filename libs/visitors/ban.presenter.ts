import type { RouteOutput } from '#contracts';

import type { BanWithVisitor } from './bans.ts';

export function presentBan(ban: BanWithVisitor): RouteOutput<'ban.create'> {
  const { id, visitor, address, reason, bannedBy, createdAt, expiresAt } = ban;
  return {
    id,
    visitor: visitor && { id: visitor.id, name: visitor.name },
    address,
    reason,
    bannedBy,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
