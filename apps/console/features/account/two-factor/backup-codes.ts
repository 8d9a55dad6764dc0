import { twoFactorMessages as texts } from './two-factor.messages.ts';

/** In two halves, as people read and copy it; the dash does not count when it is entered. */
export function readableCode(code: string): string {
  const middle = Math.ceil(code.length / 2);
  return `${code.slice(0, middle)}-${code.slice(middle)}`;
}

/** What is copied or saved as a file: it says what it is, when somebody finds it years later. */
export function codesFile(codes: readonly string[], email: string): string {
  return [texts.fileTitle(email), texts.fileText, '', ...codes.map(readableCode), ''].join('\n');
}
