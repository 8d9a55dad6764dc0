import type { PageMessage } from '../bridge/protocol.ts';
import type { TokenSource } from './page-commands.ts';

/**
 * Whom the page has named, for a chat that may be loaded later: `tell` may lead nowhere until `repeat`. `hasLeft`: a user has
 * signed out, and the chat has not said yet that it forgot them.
 */
export function pageUser(tell: (message: PageMessage) => void, hasLeft: boolean) {
  let last: PageMessage | undefined;
  let source: TokenSource | undefined;
  let mayRenew = true;

  const say = (message: PageMessage) => tell((last = message));
  const sayNobody = () => say({ type: user.hasLeft ? 'parley:logout' : 'parley:anonymous' });
  const name = (token: string) => {
    user.hasLeft = false;
    say({ type: 'parley:identify', token });
  };

  const user = {
    hasLeft,
    identify(token: string | TokenSource) {
      mayRenew = true;
      source = undefined;
      if (typeof token === 'string') return name(token);
      source = token;
      say({ type: 'parley:identifying' });
    },
    logout() {
      source = undefined;
      user.hasLeft = true;
      sayNobody();
    },
    repeat() {
      if (last) tell(last);
    },
    /** Asks the page's function, if it has one. What it said before stays when it is asked for a newer token and has none. */
    async fetch(isRenewal?: boolean) {
      const asked = source;
      if (!asked) return;
      let token: unknown;
      try {
        token = (await asked()) || null;
      } catch (error) {
        // oxlint-disable-next-line no-console -- it is the page's own failure
        console.warn('Parley', error);
        token = '';
      }
      if (source !== asked) return;
      if (token || (token === '' && !isRenewal && !user.hasLeft)) name(token as string);
      else if (!isRenewal) sayNobody();
    },
    /** Once for each word: a website whose tokens are too old from the start is not asked for ever. */
    async renew() {
      if (mayRenew) await user.fetch(!(mayRenew = false));
    },
  };
  if (hasLeft) sayNobody();
  return user;
}
