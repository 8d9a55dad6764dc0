import { errorBody } from '#contracts';

import type { OutboxItem } from '../api.ts';
import { aMessage } from '../spec-support/log-event.ts';
import {
  acknowledge,
  discard,
  doubtAcks,
  dropAcknowledged,
  enqueue,
  fail,
  nextToSend,
  retry,
  settle,
} from './outbox-queue.ts';
import type { Queue } from './outbox-queue.ts';
import { EMPTY, begin } from './timeline.ts';

function anItem(clientId: string): OutboxItem {
  return { clientId, kind: 'message', text: clientId, at: '2026-01-01T00:00:00.000Z', state: 'sending', error: null };
}

function aQueue(...clientIds: string[]): Queue {
  return clientIds.map(anItem).reduce(enqueue, [] as Queue);
}

function ids(queue: Queue): string[] {
  return queue.map(({ item }) => item.clientId);
}

const closed = errorBody('conversation_closed');

describe('the queue of unsent messages', () => {
  it('sends the first one until it has an answer', () => {
    expect(nextToSend(aQueue('a', 'b'))?.clientId).toBe('a');
    expect(nextToSend(acknowledge(aQueue('a', 'b'), 'a', 1))?.clientId).toBe('b');
  });

  it('goes on behind a failed one, and comes back to it when asked', () => {
    const queue = fail(aQueue('a', 'b'), 'a', closed);
    expect(nextToSend(queue)?.clientId).toBe('b');
    expect(nextToSend(retry(queue, 'a'))).toMatchObject({ clientId: 'a', error: null });
  });

  it('takes in each item once', () => {
    expect(ids(enqueue(aQueue('a'), anItem('a')))).toEqual(['a']);
  });

  it('discards only what has failed, because anything else may be stored', () => {
    expect(ids(discard(aQueue('a'), 'a'))).toEqual(['a']);
    expect(ids(discard(fail(aQueue('a'), 'a', closed), 'a'))).toEqual([]);
  });

  it('lets go of what the log shows, with or without an ack', () => {
    const timeline = begin(EMPTY, { events: [aMessage({ seq: 1, clientId: 'a' })], hasMore: false });
    expect(ids(settle(aQueue('a', 'b'), timeline))).toEqual(['b']);
  });

  it('lets go of an acknowledged item whose event lies before the part that is loaded', () => {
    const timeline = begin(EMPTY, { events: [aMessage({ seq: 90 })], hasMore: false });
    expect(ids(settle(acknowledge(aQueue('a'), 'a', 7), timeline))).toEqual([]);
  });

  it('keeps an acknowledged item while its event is behind a gap, and does not send it again', () => {
    const queue = settle(acknowledge(aQueue('a'), 'a', 7), begin(EMPTY, { events: [], hasMore: false }));
    expect(ids(queue)).toEqual(['a']);
    expect(nextToSend(queue)).toBeUndefined();
  });

  it('sends an acknowledged item again when the ack has become doubtful', () => {
    expect(nextToSend(doubtAcks(acknowledge(aQueue('a'), 'a', 7)))?.clientId).toBe('a');
  });

  it('ends with the ack where nobody follows the conversation', () => {
    expect(ids(dropAcknowledged(acknowledge(aQueue('a', 'b'), 'a', 7)))).toEqual(['b']);
  });
});
