import { useEffect, useState } from 'preact/hooks';

import type { VisitorClient } from '#client';
import type { Site } from '#contracts';

import { useStore } from './use-store.ts';

/** The site. Whether someone is there is asked anew when the panel is opened: the session's answer may be minutes old. */
export function useSite(client: VisitorClient, isOpen: boolean): Site | null {
  const known = useStore(client.site);
  const [newer, setNewer] = useState<{ site: Site; than: Site } | null>(null);
  useEffect(() => {
    const than = client.site.get();
    if (!isOpen || !than) return;
    client.call('visitor.site', {}).then(
      (site) => setNewer({ site, than }),
      () => undefined, // What is known stays on the screen.
    );
  }, [client, isOpen]);
  return newer?.than === known ? newer.site : known;
}
