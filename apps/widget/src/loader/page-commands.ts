/** What a page may call, from the moment it is parsed: before the loader is there, its calls wait in `q`. */
export type PageCommand = [name: 'identify', token: string] | [name: 'logout'];

interface Stub {
  (...command: PageCommand): void;
  q?: Iterable<PageCommand>;
}

declare global {
  interface Window {
    Parley?: Stub;
  }
}

/** Hears `Parley('identify', token)` and `Parley('logout')`, those that were called already first. */
export function hearPage(onCommand: (command: PageCommand) => void): void {
  const waiting = [...(window.Parley?.q ?? [])];
  window.Parley = (...command) => onCommand(command);
  for (const command of waiting) onCommand(command);
}
