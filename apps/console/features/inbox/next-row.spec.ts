import { nextRow } from './next-row.ts';

describe('keys in the list', () => {
  it('move by one and stop at the ends', () => {
    expect([nextRow('ArrowDown', 0, 3), nextRow('j', 1, 3), nextRow('j', 2, 3)]).toEqual([1, 2, 2]);
    expect([nextRow('ArrowUp', 2, 3), nextRow('k', 1, 3), nextRow('k', 0, 3)]).toEqual([1, 0, 0]);
  });

  it('jump to the first and the last row', () => {
    expect([nextRow('Home', 2, 3), nextRow('End', 0, 3)]).toEqual([0, 2]);
  });

  it('enter the list at its first row', () => {
    expect(nextRow('ArrowDown', -1, 3)).toBe(0);
    expect(nextRow('ArrowUp', -1, 3)).toBe(0);
  });

  it('mean nothing otherwise', () => {
    expect(nextRow('x', 0, 3)).toBeNull();
    expect(nextRow('j', 0, 0)).toBeNull();
  });
});
