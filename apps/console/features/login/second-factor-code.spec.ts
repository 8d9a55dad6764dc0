import { codeProblem, isAppCode, plainCode } from './second-factor-code.ts';

describe('a code of the second factor', () => {
  it('may be written with spaces, dashes and capitals', () => {
    expect(plainCode(' 123 456 ')).toBe('123456');
    expect(plainCode('ABCDE-23456')).toBe('abcde23456');
    expect(isAppCode('123-456')).toBe(true);
    expect(isAppCode('12345')).toBe(false);
  });

  it('is refused before it is sent when it cannot be one', () => {
    expect(codeProblem('app', '123 456')).toBeNull();
    expect(codeProblem('app', 'abcde23456')).not.toBeNull();
    expect(codeProblem('backup', 'abcde-23456')).toBeNull();
    expect(codeProblem('backup', 'abcde1')).not.toBeNull();
  });
});
