/** Fetches the website's word for its user; nothing when nobody is signed in. */
export type TokenSource = () => unknown;

/** What a page may call. */
export interface PageListener {
  identify(token: string | TokenSource): void;
  logout(): void;
}

type Command = readonly unknown[];

interface Stub {
  (...command: Command): void;
  q?: Iterable<Command>;
}

declare global {
  interface Window {
    Parley?: Stub;
  }
}

/**
 * Hears `Parley('identify', token)` and `Parley('logout')`. A page without a user may say so by an empty token, which does
 * nothing. Neither does any other command; the first one is told of in the console.
 */
export function commandsFor(listener: PageListener): Stub {
  let hasWarned = false;
  return (name, token) => {
    switch (name) {
      case 'logout':
        return listener.logout();
      case 'identify':
        if (typeof token === 'function') listener.identify(token as TokenSource);
        else if (typeof token === 'string' && token) listener.identify(token);
        return;
      default:
        // oxlint-disable-next-line no-console -- for who writes the page
        if (!hasWarned) console.warn('Parley: no', name);
        hasWarned = true;
    }
  };
}

/** From the moment the page is parsed: before the loader is there, calls wait in `q`, and are heard first. */
export function hearPage(listener: PageListener): void {
  const waiting = [...(window.Parley?.q ?? [])];
  window.Parley = commandsFor(listener);
  for (const command of waiting) window.Parley(...command);
}
