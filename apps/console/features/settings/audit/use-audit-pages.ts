import { useState } from 'react';

import { useClient } from '../../../session/session-context.ts';
import { useResource } from '../../../ui/use-resource.ts';
import type { AuditFilter } from './audit-filter-fields.tsx';

/** The newest entries, and older ones as they are asked for. Mount it anew for another filter. */
export function useAuditPages(filter: AuditFilter) {
  const client = useClient();
  const newest = useResource('audit.list', { ...filter });
  const [older, setOlder] = useState<NonNullable<typeof newest.data> | null>(null);
  const nextCursor = (older ?? newest.data)?.nextCursor ?? null;
  const entries = [...(newest.data?.entries ?? []), ...(older?.entries ?? [])];
  const loadOlder = async () => {
    if (nextCursor === null) return;
    const page = await client.call('audit.list', { cursor: nextCursor });
    setOlder((before) => ({ ...page, entries: [...(before?.entries ?? []), ...page.entries] }));
  };
  return { newest, entries, hasOlder: nextCursor !== null, loadOlder };
}
