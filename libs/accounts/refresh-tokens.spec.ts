import { newId } from '#common';
import { readServerSettings } from '#config';

import { RefreshTokens } from './refresh-tokens.ts';

const withSecret = (secret: string): RefreshTokens =>
  new RefreshTokens(readServerSettings({}).toConfig({ databaseUrl: 'postgresql://localhost/x', secret }));
const tokens = withSecret('s'.repeat(32));

describe('RefreshTokens', () => {
  it('reads what it issued, and issues the same again', () => {
    const position = { sessionId: newId(), generation: 7 };
    expect(tokens.read(tokens.issue(position))).toEqual(position);
    expect(tokens.issue(position)).toBe(tokens.issue(position));
  });

  it('takes no other generation, session or secret for its own', () => {
    const sessionId = newId();
    const [, , mac] = tokens.issue({ sessionId, generation: 1 }).split('.');
    expect(tokens.read(`${sessionId}.2.${mac}`)).toBeNull();
    expect(tokens.read(`${newId()}.1.${mac}`)).toBeNull();
    expect(withSecret('x'.repeat(32)).read(`${sessionId}.1.${mac}`)).toBeNull();
  });

  it.each(['', 'a.b.c', `${newId()}.0.x`, `${newId()}.1.`, '..'])('reads nothing in %s', (text) => {
    expect(tokens.read(text)).toBeNull();
  });
});
