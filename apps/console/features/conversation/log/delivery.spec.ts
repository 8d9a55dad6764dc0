import type { Receipt } from '#contracts';

import { deliveryOf } from './delivery.ts';

const receipt = (kind: 'visitor' | 'agent', delivered: number, read: number): Receipt => ({
  actor: { kind, id: kind },
  delivered,
  read,
});

describe('the delivery of a message', () => {
  it('follows the watermarks of the visitor', () => {
    const receipts = [receipt('visitor', 6, 4)];
    expect([4, 5, 6, 7].map((seq) => deliveryOf(seq, receipts))).toEqual(['seen', 'delivered', 'delivered', 'sent']);
  });

  it('takes what is read as delivered, whatever order the receipts came in', () => {
    expect(deliveryOf(3, [receipt('visitor', 0, 3)])).toBe('seen');
  });

  it('does not count what colleagues have read', () => {
    expect(deliveryOf(1, [receipt('agent', 9, 9)])).toBe('sent');
    expect(deliveryOf(1, [])).toBe('sent');
  });
});
