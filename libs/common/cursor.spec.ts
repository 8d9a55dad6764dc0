import { z } from 'zod';

import { decodeCursor, encodeCursor } from './cursor.ts';

const schema = z.tuple([z.uuid(), z.int()]);
const position = ['0190c7a2-0000-7000-8000-000000000000', 7];

describe('a cursor', () => {
  it('comes back as the position it was made of', () => {
    expect(decodeCursor(schema, encodeCursor(position))).toEqual(position);
  });

  it.each(['', 'abc', '%%%', encodeCursor(['x', 1]), encodeCursor({}), `${encodeCursor(position)}x!`.slice(4)])(
    'is refused as invalid_request when it was made by somebody else: %s',
    (cursor) => {
      expect(() => decodeCursor(schema, cursor)).toThrow(expect.objectContaining({ code: 'invalid_request' }));
    },
  );
});
