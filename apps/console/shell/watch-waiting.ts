import { LIMITS } from '#contracts';
import type { AgentClient } from '#client';

const REST_MS = 2_000;
const AT_LEAST_EVERY_MS = 30_000;

/**
 * Tells how many conversations wait (at most one page is counted), again whenever the inbox changes: one request at a
 * time, with a rest in between, so that a busy inbox costs no more than a quiet one. Returns how to stop.
 */
export function watchWaiting(client: AgentClient, onCount: (count: number) => void): () => void {
  let state: 'idle' | 'busy' | 'asked-again' = 'idle';
  let isStopped = false;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const ask = () => {
    if (state === 'idle') void run();
    else if (state === 'busy') state = 'asked-again';
  };
  const run = async () => {
    state = 'busy';
    const count = await countWaiting(client);
    if (isStopped) return;
    if (count !== null) onCount(count);
    rest = setTimeout(onRested, REST_MS);
  };
  const onRested = () => {
    const isAsked = state === 'asked-again';
    state = 'idle';
    if (isAsked) ask();
  };

  const interval = setInterval(ask, AT_LEAST_EVERY_MS);
  const unsubscribe = [client.inbox.subscribe(ask), client.connection.subscribe(ask)];
  ask();
  return () => {
    isStopped = true;
    clearInterval(interval);
    clearTimeout(rest);
    for (const stop of unsubscribe) stop();
  };
}

/** Null when it could not be asked: the last count stays, the next round tries again. */
async function countWaiting(client: AgentClient): Promise<number | null> {
  try {
    const page = await client.call('conversation.list', { status: 'waiting', limit: LIMITS.listPageMax });
    return page.conversations.length;
  } catch {
    return null;
  }
}
