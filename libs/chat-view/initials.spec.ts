import { initials } from './initials.ts';

describe('initials', () => {
  it.each([
    ['Ada King Lovelace', 'AL'],
    ['anna maria berg', 'AB'],
    ['Omar', 'O'],
    ['  ines ', 'I'],
    ['Jean-Luc', 'JL'],
    ["Conor O'Brien", 'CO'],
    ["O'Brien", 'O'],
    ['Kiln & Clay', 'KC'],
    ['"Bob" (support)', 'BS'],
    ['سلمى حداد', 'سح'],
    ['E\u0301milie', 'E\u0301'],
    ['𝒜da', '𝒜'],
    ['𠮷田', '𠮷'],
    ['👋', ''],
    ['', ''],
  ])('of %j are %j', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });
});
