import type { KeyValueStore } from './api.ts';

/** Keeps everything as long as the process lives; for tests, and where there is no `localStorage`. */
export function memoryStore(): KeyValueStore {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/** Reads what was written as JSON; null when it is missing, unreadable, or the store refuses. */
export function readJson<T>(store: KeyValueStore, key: string): T | null {
  try {
    return JSON.parse(store.getItem(key) ?? 'null') as T | null;
  } catch {
    return null;
  }
}

/** Writes, or removes when the value is null. A full or forbidden store keeps nothing, and the chat goes on. */
export function writeJson(store: KeyValueStore, key: string, value: unknown): void {
  try {
    if (value === null) store.removeItem(key);
    else store.setItem(key, JSON.stringify(value));
  } catch {
    // Nothing to do: the value lives as long as the page.
  }
}
