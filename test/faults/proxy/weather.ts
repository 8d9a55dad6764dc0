export type Direction = 'up' | 'down';

/** What happens to the bytes of one direction: `up` goes to the server, `down` comes from it. */
export interface Weather {
  /** Milliseconds a piece is under way. Order is kept. */
  latency: (piece: Buffer) => number;
  bytesPerSecond: number;
  /**
   * `stall` keeps bytes back until it is over, as packets that are sent again. `swallow` loses them and what follows on that
   * connection for ever, as a router that forgot it: neither side is told.
   */
  mode: 'pass' | 'stall' | 'swallow';
}

export const FINE: Weather = { latency: () => 0, bytesPerSecond: Infinity, mode: 'pass' };
