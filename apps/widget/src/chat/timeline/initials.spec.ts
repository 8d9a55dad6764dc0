import { initials } from './initials.ts';

describe('initials', () => {
  it.each([
    ['Anna Berg', 'AB'],
    ['anna maria berg', 'AB'],
    ['Omar', 'O'],
    ['Kiln & Clay', 'KC'],
    ['Jean-Luc', 'JL'],
    ['سلمى حداد', 'سح'],
    ['𠮷田', '𠮷'],
    ['🙂', ''],
    ['', ''],
  ])('of %s are %s', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});
