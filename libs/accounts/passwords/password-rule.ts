import type { ZxcvbnFactory } from '@zxcvbn-ts/core';

import { DomainError } from '#common';

/** What somebody who guesses would try first. */
export interface PasswordOwner {
  name: string;
  email: string;
  workspaceName: string;
}

/** "Safely unguessable" in zxcvbn's scale of 0 to 4: at least 10^8 guesses, on top of what argon2id makes each one cost. */
const LEAST_SCORE = 3;
/** Looked at; the work grows faster than the length. What is longer is judged by how it begins. */
const LENGTH = 64;

/**
 * NIST SP 800-63B: no rules about kinds of characters, but nothing that is on the lists of leaked and common passwords, is a
 * pattern, or comes from the owner's own names. Throws `weak_password`, whose detail at `path` says why.
 */
export async function requireStrongPassword(password: string, owner: PasswordOwner, path: string): Promise<void> {
  const estimator = await (loading ??= load());
  const { score, feedback } = estimator.check(password.normalize('NFKC'), wordsOf(owner));
  if (score >= LEAST_SCORE) return;
  const reason = REASONS[feedback.warning ?? ''] ?? 'is easy to guess';
  throw new DomainError('weak_password', [{ path, message: reason }]);
}

let loading: Promise<ZxcvbnFactory> | undefined;

/** 8 MiB and a tenth of a second: only where somebody sets a password, and not at the start. */
async function load(): Promise<ZxcvbnFactory> {
  const [core, common] = await Promise.all([import('@zxcvbn-ts/core'), import('@zxcvbn-ts/language-common')]);
  const { dictionary, adjacencyGraphs: graphs } = common;
  return new core.ZxcvbnFactory({ dictionary, graphs, maxLength: LENGTH });
}

function wordsOf({ name, email, workspaceName }: PasswordOwner): string[] {
  const whole = [name, email, email.split('@')[0] ?? '', workspaceName, 'parley'];
  const parts = whole.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u));
  return [...new Set([...whole, ...parts])].filter((word) => word.length > 2);
}

/** By zxcvbn's warnings. */
const REASONS: Record<string, string> = {
  topTen: 'is among the most common passwords',
  topHundred: 'is among the most common passwords',
  common: 'is on the lists of leaked passwords',
  similarToCommon: 'is close to one on the lists of leaked passwords',
  wordByItself: 'is a word with little around it',
  userInputs: 'is made of your name, address or workspace',
  straightRow: 'is a row of the keyboard',
  keyPattern: 'is a pattern on the keyboard',
  simpleRepeat: 'is one thing repeated',
  extendedRepeat: 'is one thing repeated',
  sequences: 'is a sequence',
  recentYears: 'is a year with little around it',
  dates: 'is a date with little around it',
};
