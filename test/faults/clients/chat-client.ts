import type { ParleyClient } from '#client';

import type { ClientInfo, ViewInfo } from '../checker/history.ts';

/** Where one client stands in one conversation. */
export interface Standing {
  conversation: string;
  view: string;
  /** Written and neither acknowledged nor given up. */
  unsent: number;
  /** Seq of the newest event it shows. */
  last: number;
}

/** Somebody who takes part, whatever the software: the load writes with it, the faults disturb it. */
export interface ChatClient {
  readonly id: string;
  readonly info: ClientInfo;
  readonly conversations: readonly string[];
  /** Every view it ever had; those it has now are final. */
  readonly views: Readonly<Record<string, ViewInfo>>;
  readonly acknowledged: number;
  /** Any REST route, as this person. */
  readonly call: ParleyClient['call'];
  /** Never waits and never throws. */
  write(conversation: string, kind: 'message' | 'note', text: string): void;
  standings(): Standing[];
  /** Its page is loaded anew, or it goes to another instance: what it has not sent survives. */
  disturb(): Promise<void>;
  /** Loads what is not on the screen yet. */
  complete(): Promise<void>;
  stop(): void;
}
