import type { RouteOutput } from '#contracts';
import type { AgentSession } from '#database';

import { describeDevice } from './describe-device.ts';

type SessionView = RouteOutput<'session.list'>['sessions'][number];

/** `currentId` is the session that asks, null when it cannot be among them. */
export function presentSession(session: AgentSession, currentId: string | null): SessionView {
  const { id, address, createdAt, lastUsedAt } = session;
  return {
    id,
    isCurrent: id === currentId,
    method: session.method as SessionView['method'],
    device: describeDevice(session.userAgent),
    address,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
  };
}
