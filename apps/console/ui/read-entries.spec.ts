import { readEntries } from './read-entries.ts';

const read = (typed: string) => (typed.includes('!') ? { problem: `no ${typed}` } : { entry: typed.toLowerCase() });

describe('typing into a list', () => {
  it('takes several at once, however they are separated', () => {
    expect(readEntries(' A, b;c\nd ', read)).toEqual({ entries: ['a', 'b', 'c', 'd'], problem: null });
  });

  it('adds none as long as one is wrong, and names it', () => {
    expect(readEntries('a x! b', read)).toEqual({ entries: [], problem: 'no x!' });
  });

  it('has nothing to say about an empty field', () => {
    expect(readEntries('  ', read)).toEqual({ entries: [], problem: null });
  });
});
