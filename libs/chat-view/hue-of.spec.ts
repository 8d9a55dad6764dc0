import { hueOf } from './hue-of.ts';

const id = '0192f3a0-0000-7000-8000-00000000c0de';

describe('the colour of a person', () => {
  it('depends on the id alone and stays within the palette', () => {
    expect(hueOf(id, 8)).toBe(hueOf(id, 8));
    const hues = new Set(Array.from({ length: 200 }, (_, index) => hueOf(`${id}${index}`, 8)));
    expect(hues).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7]));
  });
});
