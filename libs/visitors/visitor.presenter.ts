import type { VisitorActor } from '#common';

import type { Identified } from './identification.ts';

export function visitorActor({ visitor, sessionId }: Pick<Identified, 'visitor' | 'sessionId'>): VisitorActor {
  const { id, workspaceId, siteId, name } = visitor;
  return { kind: 'visitor', id, workspaceId, siteId, name, sessionId };
}
