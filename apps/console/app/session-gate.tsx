import { useEffect, useState, type ReactNode } from 'react';

import { LoginPage } from '../features/login/login-page.tsx';
import { MeContext, useClient } from '../session/session-context.ts';
import { useStore } from '../ui/use-store.ts';
import { Splash } from './splash.tsx';

/** Signed out, any address shows the login in place, so that a deep link still leads where it should afterwards. */
export function SessionGate({ children }: { children: ReactNode }) {
  const client = useClient();
  const me = useStore(client.me);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    // Who has just come in by an invitation is signed in already.
    if (client.me.get() === undefined) client.restore().catch(setError);
  }, [client]);
  const retry = () => {
    setError(null);
    client.restore().catch(setError);
  };

  if (me === null) return <LoginPage />;
  if (me === undefined) return <Splash error={error} onRetry={retry} />;
  return <MeContext value={me}>{children}</MeContext>;
}
