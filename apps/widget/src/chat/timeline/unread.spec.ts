import type { LogEvent } from '#contracts';

import { countUnread, ownReadSeq } from './unread.ts';

const event = (seq: number, kind: 'agent' | 'visitor', type = 'message.created') =>
  ({ seq, type, actor: { kind, id: kind, name: null } }) as LogEvent;

describe('countUnread', () => {
  it('counts messages of others after what was read', () => {
    const events = [
      event(1, 'agent'),
      event(2, 'visitor'),
      event(3, 'agent'),
      event(4, 'agent', 'conversation.closed'),
    ];
    expect(countUnread(events, 1)).toBe(1);
    expect(countUnread(events, 0)).toBe(2);
    expect(countUnread(events, 4)).toBe(0);
  });
});

describe('ownReadSeq', () => {
  it('is the visitor’s own watermark', () => {
    const receipts = [
      { actor: { kind: 'agent' as const, id: 'a' }, delivered: 9, read: 9 },
      { actor: { kind: 'visitor' as const, id: 'v' }, delivered: 5, read: 4 },
    ];
    expect(ownReadSeq(receipts)).toBe(4);
    expect(ownReadSeq([])).toBe(0);
  });

  it('stays where it was when the visitor turns out to be a known person', () => {
    const raised = (id: string, read: number) => ({ actor: { kind: 'visitor' as const, id }, delivered: read, read });
    expect(ownReadSeq([raised('before', 7), raised('known', 0)])).toBe(7);
  });
});
