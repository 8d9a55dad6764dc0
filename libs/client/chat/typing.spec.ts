import { AGENT } from '../spec-support/log-event.ts';
import { TypingNotices } from './typing-notices.ts';
import { TypingSender } from './typing-sender.ts';

describe('typing', () => {
  it('is told once for many keystrokes, and its end at once but only if it was told', () => {
    const told: boolean[] = [];
    const typing = new TypingSender((isTyping) => told.push(isTyping));
    for (const isTyping of [false, true, true, false, false, true]) typing.set(isTyping);
    expect(told).toEqual([true, false, true]);
  });

  it('changes the list only when somebody begins or ends', () => {
    const lists: unknown[] = [];
    const notices = new TypingNotices((typing) => lists.push(typing));
    for (const isTyping of [true, true, false, false]) notices.set(AGENT, isTyping);
    notices.clear();
    expect(lists).toEqual([[AGENT], []]);
  });
});
