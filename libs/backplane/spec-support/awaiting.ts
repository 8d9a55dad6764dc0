import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Bus, MessageListener } from '../bus.ts';

/** A spec that waits for longer than this waits in vain; without an end it would go on after the spec has failed. */
const IN_VAIN_MS = 20_000;

/** Resolves as soon as the condition holds. */
export async function eventually(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + IN_VAIN_MS;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Waited in vain for ${condition.toString()}`);
    await nextTurn();
  }
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
