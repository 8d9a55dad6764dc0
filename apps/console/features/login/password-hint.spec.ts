import { ERRORS, LIMITS, errorBody } from '#contracts';

import { newPasswordProblem, passwordHint, weakPasswordText } from './password-hint.ts';

describe('the hint beside a new password', () => {
  it('says how many characters are missing', () => {
    expect(passwordHint('x'.repeat(LIMITS.passwordMinLength - 2))).toEqual({
      strength: 'weak',
      text: '2 more characters.',
    });
    expect(passwordHint('x'.repeat(LIMITS.passwordMinLength - 1)).text).toBe('One more character.');
  });

  it('calls long ones good, unless they are one thing repeated', () => {
    expect(passwordHint('river lamp under').strength).toBe('good');
    expect(passwordHint('abababababababab').strength).toBe('fair');
    expect(passwordHint('river lamp').strength).toBe('fair');
  });

  it('is the rule as long as nothing is typed', () => {
    expect(passwordHint('')).toMatchObject({ strength: 'none' });
  });
});

describe('what is wrong with a new password', () => {
  it('is told before it is sent only when it is too short', () => {
    expect(newPasswordProblem('short')).toContain(String(LIMITS.passwordMinLength));
    expect(newPasswordProblem('password123')).toBeNull();
  });

  it('is the reason the server gives', () => {
    const body = errorBody('weak_password', [{ path: 'password', message: 'is a row of the keyboard' }]);
    expect(weakPasswordText({ code: body.code, body })).toContain('is a row of the keyboard');
    expect(weakPasswordText(errorBody('weak_password'))).toBe(ERRORS.weak_password.message);
    expect(weakPasswordText(errorBody('link_expired'))).toBeNull();
  });
});
