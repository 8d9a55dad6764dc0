import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Bus, MessageListener } from '../bus.ts';

/** Resolves as soon as the condition holds; the spec's own timeout is the limit. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await nextTurn();
}

/** What a listener heard, and when it has heard a certain message. */
export class Recorder {
  readonly heard: string[] = [];
  readonly listener: MessageListener = (message) => void this.heard.push(message);

  has(message: string): Promise<void> {
    return eventually(() => this.heard.includes(message));
  }
}

/** Resolves at the next recovery after the call. */
export function nextRecovery(bus: Bus): Promise<void> {
  return new Promise((resolve) => {
    const stop = bus.onRecovered(() => {
      stop();
      resolve();
    });
  });
}
