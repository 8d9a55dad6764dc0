import { useEffect, useState } from 'preact/hooks';

import type { VisitorClient } from '#client';
import type { RouteOutput } from '#contracts';

export type Welcome = RouteOutput<'site.welcome'>;

/** What there is to know of a site without a session; null until it is wanted and known. */
export function useWelcome(client: VisitorClient, siteKey: string, isWanted: boolean): Welcome | null {
  const [welcome, setWelcome] = useState<Welcome | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    client.call('site.welcome', { siteKey }).then(setWelcome, () => undefined); // the screens do without
  }, [client, siteKey, isWanted]);
  return welcome;
}
