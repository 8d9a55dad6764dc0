import type { ConnectionState } from '#client';

/** An attempt to reconnect is no connection yet: without this the banner would flicker with every attempt. */
export function isConnectionLost(wasLost: boolean, state: ConnectionState): boolean {
  if (state === 'live' || state === 'polling') return false;
  return wasLost || state === 'offline';
}
