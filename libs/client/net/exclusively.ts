/** Runs one at a time over all tabs of this origin, where the browser can tell; tabs that rotate a token together lose it. */
export async function exclusively<T>(name: string, action: () => Promise<T>): Promise<T> {
  const locks = typeof document === 'undefined' ? undefined : (navigator.locks as LockManager | undefined);
  return locks ? ((await locks.request(name, action)) as T) : action();
}
