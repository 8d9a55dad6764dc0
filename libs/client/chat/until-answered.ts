import type { Alarm } from '../alarm.ts';
import { asCallError } from '../errors.ts';

/** Asks again until the server has answered, good or bad; gives up when nobody is interested any more. */
export async function untilAnswered<T>(ask: () => Promise<T>, alarm: Alarm, isWanted: () => boolean): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ask();
    } catch (cause) {
      const error = asCallError(cause);
      if (!(error.body.retryable || error.isForeign) || !isWanted()) throw error;
      await alarm.pause(attempt, error.retryAfterMs, isWanted);
    }
  }
}
