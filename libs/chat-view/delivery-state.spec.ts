import type { Actor, Receipt } from '#contracts';

import { deliveryState, storedState } from './delivery-state.ts';
import type { Entry } from './timeline-item.ts';

const receipt = (kind: 'visitor' | 'agent', delivered: number, read: number): Receipt => ({
  actor: { kind, id: `${kind}-${delivered}` },
  delivered,
  read,
});

describe('the state of a stored message', () => {
  it('follows the watermarks of the visitor when the team wrote it', () => {
    const receipts = [receipt('visitor', 6, 4)];
    expect([4, 5, 6, 7].map((seq) => storedState(seq, 'agent', receipts))).toEqual([
      'seen',
      'delivered',
      'delivered',
      'sent',
    ]);
  });

  it('follows whoever of the team got furthest when the visitor wrote it', () => {
    const receipts = [receipt('agent', 4, 2), receipt('agent', 3, 3), receipt('visitor', 9, 9)];
    expect([3, 4, 5].map((seq) => storedState(seq, 'visitor', receipts))).toEqual(['seen', 'delivered', 'sent']);
  });

  it('takes what was read as delivered, even when no delivery was reported', () => {
    expect(storedState(3, 'agent', [receipt('visitor', 0, 3)])).toBe('seen');
  });

  it('does not count what the own side has read', () => {
    expect(storedState(1, 'agent', [receipt('agent', 9, 9)])).toBe('sent');
    expect(storedState(1, 'bot', [receipt('agent', 9, 9)])).toBe('sent');
    expect(storedState(1, 'visitor', [receipt('visitor', 9, 9)])).toBe('sent');
    expect(storedState(1, 'visitor', [])).toBe('sent');
  });
});

describe('the state of an entry', () => {
  const visitor: Actor = { kind: 'visitor', id: 'v', name: null };
  const written = { key: 'k', text: 'Hi', at: '2026-11-20T10:00:00.000Z' };
  const unsent = (state: 'sending' | 'failed'): Entry => ({
    ...written,
    seq: null,
    outbox: { clientId: 'k', kind: 'message', text: 'Hi', at: written.at, state, error: null },
  });

  it('is that of the outbox until it is stored', () => {
    const receipts = [receipt('agent', 9, 9)];
    expect(deliveryState(unsent('sending'), visitor, receipts)).toBe('sending');
    expect(deliveryState(unsent('failed'), visitor, receipts)).toBe('failed');
    expect(deliveryState({ ...written, seq: 9, outbox: null }, visitor, receipts)).toBe('seen');
  });
});
