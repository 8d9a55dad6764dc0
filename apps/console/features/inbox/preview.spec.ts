import type { Actor } from '#contracts';

import { previewOf } from './preview.ts';

const message = (kind: Actor['kind'], text: string) => ({
  text,
  actor: { kind, id: 'ada', name: 'Ada' },
  at: '2026-11-20T10:00:00.000Z',
});

describe('the preview of a conversation', () => {
  it('is the last message on one line', () => {
    expect(previewOf(message('visitor', ' Hello\n\n  there\t! '), 'me')).toBe('Hello there !');
  });

  it('names the author when it is not the visitor', () => {
    expect(previewOf(message('agent', 'Hi'), 'me')).toBe('Ada: Hi');
    expect(previewOf(message('agent', 'Hi'), 'ada')).toBe('You: Hi');
    expect(previewOf(message('bot', 'Hi'), 'me')).toBe('Ada: Hi');
  });

  it('says so when there is no message', () => {
    expect(previewOf(null, 'me')).toBe('No messages yet');
  });

  it('is short, and never ends in half a character', () => {
    const preview = previewOf(message('visitor', `${'a'.repeat(159)}😀 and more`), 'me');
    expect(preview.length).toBe(160);
    expect(preview.isWellFormed()).toBe(true);
  });
});
