import { asCallError } from '../errors.ts';
import type { Access } from './access.ts';
import type { LiveSocket } from './socket.ts';

/** Of the time that is left, when the server did not answer. */
const RETRY = 1 / 20;

/**
 * Vouches for a socket again, by a fresh ticket, whenever two thirds of the time are over that the server goes without. Ends with
 * the signal. What cannot be mended here, the server ends by itself.
 */
export function keepTrusted(socket: LiveSocket, access: Access, sessionSeconds: number, signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = (seconds: number) => {
    timer = setTimeout(() => void refresh(), seconds * 1_000);
  };
  const refresh = async () => {
    try {
      const pass = await access.call('socket.ticket', {}, signal);
      await socket.command('session.refresh', { ticket: pass.ticket });
      if (!signal.aborted) wait((pass.sessionSeconds * 2) / 3);
    } catch (cause) {
      if (signal.aborted) return;
      // Somebody else is signed in here by now: the next socket is theirs.
      if (asCallError(cause).code === 'forbidden') socket.close();
      else wait(Math.max(1, sessionSeconds * RETRY));
    }
  };
  wait((sessionSeconds * 2) / 3);
  signal.addEventListener('abort', () => clearTimeout(timer));
}
