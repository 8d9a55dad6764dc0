import { browserStore } from './browser-store.ts';

const storage = (writes: 'accepted' | 'refused') => {
  const items = new Map<string, string>([['old', 'value']]);
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, value: string) {
      if (writes === 'refused') throw new Error('quota exceeded');
      items.set(key, value);
    },
    removeItem: (key: string) => void items.delete(key),
  };
};

describe('the browser store', () => {
  it('keeps things in the storage', () => {
    const kept = storage('accepted');
    browserStore(() => kept).setItem('key', 'value');
    expect(kept.getItem('key')).toBe('value');
  });

  it('works without one', () => {
    const store = browserStore(() => {
      throw new Error('denied');
    });
    store.setItem('key', 'value');
    expect(store.getItem('key')).toBe('value');
    store.removeItem('key');
    expect(store.getItem('key')).toBeNull();
  });

  it('reads back what a full storage refused, rather than what it had before', () => {
    const full = storage('refused');
    const store = browserStore(() => full);
    store.setItem('old', 'new value');
    expect(store.getItem('old')).toBe('new value');
    store.removeItem('old');
    expect(store.getItem('old')).toBeNull();
  });
});
