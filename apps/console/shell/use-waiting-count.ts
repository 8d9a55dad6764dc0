import { useEffect, useState } from 'react';

import { useClient } from '../session/session-context.ts';
import { watchWaiting } from './watch-waiting.ts';

export function useWaitingCount(): number {
  const client = useClient();
  const [count, setCount] = useState(0);
  useEffect(() => watchWaiting(client, setCount), [client]);
  return count;
}
