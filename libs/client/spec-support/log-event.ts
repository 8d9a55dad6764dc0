import { randomUUID } from 'node:crypto';

import type { Actor, LogEventOf } from '#contracts';

export const VISITOR: Actor = { kind: 'visitor', id: '00000000-0000-7000-8000-000000000001', name: null };
export const AGENT: Actor = { kind: 'agent', id: '00000000-0000-7000-8000-000000000002', name: 'Ada' };

export function aMessage(event: Partial<LogEventOf<'message.created'>> = {}): LogEventOf<'message.created'> {
  const seq = event.seq ?? 1;
  return {
    type: 'message.created',
    conversationId: '00000000-0000-7000-8000-00000000000c',
    seq,
    prevSeq: seq - 1,
    clientId: randomUUID(),
    actor: VISITOR,
    at: '2026-01-01T00:00:00.000Z',
    text: `Message ${seq}`,
    ...event,
  };
}
