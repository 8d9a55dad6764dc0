import type { Site as SiteView } from '#contracts';
import type { Site } from '#database';

export function presentSite({ id, name }: Site, isOnline: boolean): SiteView {
  return { id, name, isOnline };
}
