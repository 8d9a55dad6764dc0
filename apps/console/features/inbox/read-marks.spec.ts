import type { Conversation } from '#contracts';
import type { KeyValueStore } from '#client';

import { createReadMarks, isUnread } from './read-marks.ts';

const memoryStore = (): KeyValueStore & { values: Map<string, string> } => {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
};

const at = '2026-11-20T10:00:00.000Z';
const conversation = (kind: 'visitor' | 'agent', lastSeq: number): Conversation => ({
  id: 'c',
  siteId: 's',
  visitor: { id: 'v', name: null },
  status: 'open',
  assignee: null,
  lastSeq,
  lastMessage: { text: 'Hello', actor: { kind, id: kind, name: null }, at },
  createdAt: at,
  lastEventAt: at,
});

describe('read marks', () => {
  it('move up only', () => {
    const marks = createReadMarks(memoryStore(), 'ada');
    marks.raise('c', 7);
    marks.raise('c', 5);
    expect(marks.get().get('c')).toBe(7);
  });

  it('tell about a change and keep the same snapshot otherwise', () => {
    const marks = createReadMarks(memoryStore(), 'ada');
    let changes = 0;
    const stop = marks.subscribe(() => (changes += 1));
    marks.raise('c', 7);
    const snapshot = marks.get();
    marks.raise('c', 7);
    expect(changes).toBe(1);
    expect(marks.get()).toBe(snapshot);
    stop();
    marks.raise('c', 8);
    expect(changes).toBe(1);
  });

  it('outlive a reload, by agent', () => {
    const store = memoryStore();
    createReadMarks(store, 'ada').raise('c', 7);
    expect(createReadMarks(store, 'ada').get().get('c')).toBe(7);
    expect(createReadMarks(store, 'ben').get().size).toBe(0);
  });

  it('start empty when what is stored is damaged', () => {
    const store = memoryStore();
    createReadMarks(store, 'ada').raise('c', 7);
    const [key = ''] = store.values.keys();
    for (const damaged of ['{', '7', '{"c":7}', '[["c"]]', '[["c","7"]]', '[null]']) {
      store.values.set(key, damaged);
      expect(createReadMarks(store, 'ada').get().size).toBe(0);
    }
  });

  it('forget the oldest beyond a bound', () => {
    const marks = createReadMarks(memoryStore(), 'ada');
    for (let index = 0; index <= 500; index += 1) marks.raise(`c${index}`, 1);
    expect(marks.get().size).toBe(500);
    expect(marks.get().has('c0')).toBe(false);
    expect(marks.get().has('c500')).toBe(true);
  });
});

describe('a conversation is unread', () => {
  it('while the visitor wrote last and it was not seen', () => {
    expect(isUnread(conversation('visitor', 3), new Map([['c', 2]]))).toBe(true);
    expect(isUnread(conversation('visitor', 3), new Map())).toBe(true);
  });

  it('no longer when it was seen, and not when an agent wrote last', () => {
    expect(isUnread(conversation('visitor', 3), new Map([['c', 3]]))).toBe(false);
    expect(isUnread(conversation('agent', 3), new Map())).toBe(false);
  });
});
