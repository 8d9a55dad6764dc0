import type { ConnectionState } from '#client';

import { isConnectionLost } from './is-connection-lost.ts';

const after = (...states: ConnectionState[]) => states.reduce(isConnectionLost, false);

describe('isConnectionLost', () => {
  it('does not alarm anyone at the start', () => {
    expect(after('idle', 'connecting')).toBe(false);
  });

  it('stays through the attempts to reconnect', () => {
    expect(after('live', 'offline', 'connecting')).toBe(true);
  });

  it('ends with either kind of connection', () => {
    expect(after('offline', 'live')).toBe(false);
    expect(after('offline', 'polling')).toBe(false);
  });
});
