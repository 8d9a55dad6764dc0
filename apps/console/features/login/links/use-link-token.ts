import { useEffect, useState } from 'react';

/** The secret in the fragment of a link. It is taken out of the address bar, and with it out of the history, at once. */
export function useLinkToken(): string | null {
  const [token, setToken] = useState(tokenInAddress);
  useEffect(() => {
    const take = () => {
      const arrived = tokenInAddress();
      if (arrived === null) return;
      setToken(arrived);
      history.replaceState(history.state, '', location.pathname);
    };
    take();
    // A second link that is opened in this tab does not load the page anew.
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return token;
}

function tokenInAddress(): string | null {
  const fragment = location.hash.slice(1);
  return fragment === '' ? null : fragment;
}
