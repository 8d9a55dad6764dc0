import { useState } from 'react';

import { reportError } from './report-error.ts';

/** Runs something the agent asked for, once at a time, and says so when it fails. */
export function useAction(action: () => Promise<unknown>): { run: () => void; isRunning: boolean } {
  const [isRunning, setIsRunning] = useState(false);
  const run = () => {
    if (isRunning) return;
    setIsRunning(true);
    action()
      .catch(reportError)
      .finally(() => setIsRunning(false));
  };
  return { run, isRunning };
}
