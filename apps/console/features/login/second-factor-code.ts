import { loginMessages as texts } from './login.messages.ts';

export type CodeKind = 'app' | 'backup';

/** As the server reads it: spaces and dashes, which make codes readable, do not count. */
export function plainCode(typed: string): string {
  return typed.replaceAll(/[\s-]/g, '').toLowerCase();
}

export function isAppCode(typed: string): boolean {
  return /^\d{6}$/.test(plainCode(typed));
}

/** What is plainly wrong with it; whether it is the right one is for the server to say. */
export function codeProblem(kind: CodeKind, typed: string): string | null {
  if (kind === 'app') return isAppCode(typed) ? null : texts.codeMissing;
  return /^[a-z2-7]{10}$/.test(plainCode(typed)) ? null : texts.backupCodeMissing;
}
