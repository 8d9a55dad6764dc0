import Bowser from 'bowser';

const BROWSERS = new Set(Object.values(Bowser.BROWSER_MAP));
const SYSTEMS = new Set(Object.values(Bowser.OS_MAP));

/** A User-Agent as people put it, e.g. `Firefox on Linux`; null when it says nothing known. */
export function describeDevice(userAgent: string | null): string | null {
  if (!userAgent) return null;
  const { browser, os } = Bowser.parse(userAgent);
  const parts = [known(browser.name, BROWSERS), known(os.name, SYSTEMS)].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(' on ') : null;
}

/** Bowser takes the first word of what it does not know for a name; whoever sends it could write anything there. */
function known(name: string | undefined, names: ReadonlySet<string>): string | null {
  return name !== undefined && names.has(name) ? name : null;
}
