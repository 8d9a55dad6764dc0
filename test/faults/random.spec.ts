import { Random } from './random.ts';

const ten = (random: Random) => Array.from({ length: 10 }, () => random.int(0, 99));

describe('Random', () => {
  it('repeats itself for the same seed and not for another', () => {
    expect(ten(new Random('1'))).toEqual(ten(new Random('1')));
    expect(ten(new Random('1'))).not.toEqual(ten(new Random('2')));
  });

  it('gives a fork the same choices however often others have chosen', () => {
    const random = new Random('1');
    const early = ten(random.fork('a'));
    ten(random);
    expect(ten(random.fork('a'))).toEqual(early);
    expect(ten(random.fork('b'))).not.toEqual(early);
  });

  it('reaches both ends of a range', () => {
    const random = new Random('ends');
    const drawn = new Set(Array.from({ length: 200 }, () => random.int(3, 6)));
    expect([...drawn].toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6]);
  });

  it('shuffles without losing anything', () => {
    expect(new Random('x').shuffle([1, 2, 3, 4]).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });
});
