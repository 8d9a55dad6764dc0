import { useEffect, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';

/** Why single sign-on sent the browser back: `?error=<code>`, taken out of the address so that a reload does not say it again. */
export function useSignInError(): { error: unknown; clear: () => void } {
  const [search] = useSearchParams();
  const [path, navigate] = useLocation();
  const code = search.get('error');
  const [error, setError] = useState<unknown>(code === null ? null : { code });
  useEffect(() => {
    if (code !== null) navigate(path, { replace: true });
  }, [code, navigate, path]);
  return { error, clear: () => setError(null) };
}
