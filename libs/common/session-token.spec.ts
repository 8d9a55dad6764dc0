import { hashSecret, newId } from './ids.ts';
import { formatSessionToken, matchesSessionToken, newSessionToken, parseSessionToken } from './session-token.ts';

describe('a session token', () => {
  it('is read back as the row and the secret it names', () => {
    const token = newSessionToken(newId());
    const read = parseSessionToken(formatSessionToken(token));
    expect(read).toEqual(token);
    expect(read && matchesSessionToken(read, hashSecret(token.secret))).toBe(true);
  });

  it('matches no other secret, and nothing when there is none', () => {
    const token = newSessionToken(newId());
    expect(matchesSessionToken(token, hashSecret('another'))).toBe(false);
    expect(matchesSessionToken(token, null)).toBe(false);
  });

  it.each(['', '.', 'a.b', 'not-a-uuid.secret', `${newId()}.a.b`, `${newId()}.`, newId()])(
    'is refused when it cannot be one: %s',
    (text) => {
      expect(parseSessionToken(text)).toBeNull();
    },
  );
});
