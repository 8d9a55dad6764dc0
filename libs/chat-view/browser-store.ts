import type { KeyValueStore } from '#client';

/**
 * What was written stays readable until the page ends, even when the browser refuses storage: private mode and policies may
 * forbid it, in a frame of another site the mere access may throw, and a full one refuses writes.
 */
export function browserStore(open: () => KeyValueStore): KeyValueStore {
  const refused = new Map<string, string>();
  return {
    getItem: (key) => refused.get(key) ?? attempt(() => open().getItem(key)) ?? null,
    setItem(key, value) {
      const isStored = attempt(() => (open().setItem(key, value), true));
      if (isStored) refused.delete(key);
      else refused.set(key, value);
    },
    removeItem(key) {
      refused.delete(key);
      attempt(() => open().removeItem(key));
    },
  };
}

function attempt<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
