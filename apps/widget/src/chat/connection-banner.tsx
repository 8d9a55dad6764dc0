import { useEffect, useState } from 'preact/hooks';

import type { ConnectionState, Store } from '#client';

import { messages } from '../messages.ts';
import { OfflineIcon } from './icons.tsx';
import { isConnectionLost } from './is-connection-lost.ts';

/** Tells of a lost connection until there is one again. */
export function ConnectionBanner({ connection }: { connection: Store<ConnectionState> }) {
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    const update = () => setLost((wasLost) => isConnectionLost(wasLost, connection.get()));
    update();
    return connection.subscribe(update);
  }, [connection]);
  return (
    <output>
      {isLost && (
        <span class="banner">
          <OfflineIcon />
          {messages.connectionLost}
        </span>
      )}
    </output>
  );
}
