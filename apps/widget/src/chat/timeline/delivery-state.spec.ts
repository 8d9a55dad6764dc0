import { deliveryState, watermarksOfOthers } from './delivery-state.ts';

const receipt = (kind: 'agent' | 'visitor', delivered: number, read: number) => ({
  actor: { kind, id: `${kind}-${delivered}` },
  delivered,
  read,
});

describe('deliveryState', () => {
  const others = { delivered: 5, read: 3 };

  it.each([
    [3, 'seen'],
    [4, 'delivered'],
    [6, 'sent'],
  ])('says of message %i that it was %s', (seq, state) => {
    expect(deliveryState(seq, others)).toBe(state);
  });

  it('takes what was read as delivered, even when no delivery was reported', () => {
    expect(deliveryState(2, { delivered: 0, read: 2 })).toBe('seen');
  });
});

describe('watermarksOfOthers', () => {
  it('takes the agent who got furthest, and does not count the visitor', () => {
    const receipts = [receipt('agent', 4, 2), receipt('agent', 3, 3), receipt('visitor', 9, 9)];
    expect(watermarksOfOthers(receipts)).toEqual({ delivered: 4, read: 3 });
  });

  it('is zero while nobody has reported', () => {
    expect(watermarksOfOthers([])).toEqual({ delivered: 0, read: 0 });
  });
});
