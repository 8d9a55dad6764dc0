import type { KeyValueStore } from '#client';

/** `localStorage`, or memory where the browser refuses it (private mode, full, blocked by policy). */
export function browserStore(): KeyValueStore {
  const memory = new Map<string, string>();
  return {
    getItem: (key) => memory.get(key) ?? attempt(() => localStorage.getItem(key)),
    setItem: (key, value) => {
      const isKept = attempt(() => (localStorage.setItem(key, value), true));
      if (isKept) memory.delete(key);
      else memory.set(key, value);
    },
    removeItem: (key) => {
      memory.delete(key);
      attempt(() => localStorage.removeItem(key));
    },
  };
}

function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
