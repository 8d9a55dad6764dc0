import { errorBody } from '#contracts';

import { errorCode, refusedFields } from './error-code.ts';

const refusal = (...paths: string[]) => ({
  code: 'invalid_request',
  body: errorBody(
    'invalid_request',
    paths.map((path) => ({ path, message: 'is wrong' })),
  ),
});

describe('the code of an error', () => {
  it('is one of the catalogue, or none', () => {
    expect(errorCode({ code: 'forbidden' })).toBe('forbidden');
    for (const thrown of [{ code: 'ENOENT' }, new Error('x'), 'forbidden', null]) expect(errorCode(thrown)).toBeNull();
  });
});

describe('the fields that were refused', () => {
  it('are named once, whatever inside them is wrong', () => {
    expect(refusedFields(refusal('allowedOrigins.0', 'allowedOrigins.3', 'name'))).toEqual(['allowedOrigins', 'name']);
  });

  it('are none when the input as a whole is wrong, or something else', () => {
    expect(refusedFields(refusal(''))).toEqual([]);
    expect(refusedFields({ code: 'forbidden' })).toEqual([]);
  });
});
