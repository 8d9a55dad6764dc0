import { newId, newSecret } from '#common';

import { formatApiKey, parseApiKey } from './api-key-token.ts';

describe('parseApiKey', () => {
  const token = { id: newId(), secret: newSecret() };

  it('reads what formatApiKey wrote, whatever the secret is made of', () => {
    const hostile = { ...token, secret: '_'.repeat(20) + '-'.repeat(23) };
    expect(parseApiKey(formatApiKey(token))).toEqual(token);
    expect(parseApiKey(formatApiKey(hostile))).toEqual(hostile);
  });

  it.each([
    ['nothing', ''],
    ['a JWT', 'eyJhbGciOiJFZERTQSJ9.e30.c2ln'],
    ['a key whose secret is cut', formatApiKey(token).slice(0, -1)],
    ['a key with more behind it', `${formatApiKey(token)}x`],
    ['a key with a line break behind it', `${formatApiKey(token)}\n`],
    ['a key with an id that is none', formatApiKey({ ...token, id: 'x'.repeat(32) })],
  ])('refuses %s', (_, text) => {
    expect(parseApiKey(text)).toBeNull();
  });
});
