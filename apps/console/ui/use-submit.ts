import { useState } from 'react';

export interface Submit<A extends unknown[]> {
  /** Does nothing while the one before is under way. */
  submit: (...input: A) => void;
  isSending: boolean;
  /** Why the last one failed; null otherwise. */
  error: unknown;
  reset: () => void;
}

/** Sends what a form holds, and keeps the failure for the form to show. */
export function useSubmit<A extends unknown[]>(
  action: (...input: A) => Promise<unknown>,
  onFailure?: (error: unknown) => void,
): Submit<A> {
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = (...input: A) => {
    if (isSending) return;
    setIsSending(true);
    setError(null);
    action(...input)
      .catch((failure: unknown) => {
        setError(failure);
        onFailure?.(failure);
      })
      .finally(() => setIsSending(false));
  };
  return { submit, isSending, error, reset: () => setError(null) };
}
