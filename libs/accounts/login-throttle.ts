import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { ErrorCode } from '#contracts';
import { RateLimits, addressKey, boundGuesses, countWrong } from '#limits';

/** A missing code is no guess: the password was right. */
const WRONG: readonly ErrorCode[] = ['invalid_credentials', 'invalid_code'];

/**
 * Bounds guessing of passwords and codes: so many failures per account, from anywhere, and per address, whatever the accounts. An
 * account that has used them up is shut for the rest of the window, for the right password too: otherwise the answer would still
 * tell whether a guess was right. The price is that others can shut somebody out for that time; a link for a new password, and
 * single sign-on, open the door again, and those who are signed in notice nothing.
 */
@Injectable()
export class LoginThrottle {
  constructor(private readonly limits: RateLimits) {}

  /** Runs a login, or throws `rate_limited`. Accounts that do not exist count as well: the answers are the same. */
  async attempt<T>(email: string, address: string | null, login: () => Promise<T>): Promise<T> {
    const ofAccount = { rate: 'loginPerAccount', key: accountKey(email), wrong: WRONG } as const;
    const bounded = (): Promise<T> => boundGuesses(this.limits, ofAccount, login);
    const ofAddress = { rate: 'loginPerAddress', key: addressKey(address ?? ''), wrong: WRONG } as const;
    const result = await countWrong(this.limits, ofAddress, bounded);
    await this.forgive(email);
    return result;
  }

  /**
   * The same for one who has a session and is asked for password or code once more: a stolen session must not be able to try them
   * all. Counted apart, so that it shuts nobody out of signing in.
   */
  confirm<T>(agentId: string, attempt: () => Promise<T>): Promise<T> {
    return boundGuesses(this.limits, { rate: 'loginPerAccount', key: agentId, wrong: WRONG }, attempt);
  }

  /** Opens an account again: its owner has shown who it is. */
  async forgive(email: string): Promise<void> {
    await this.limits.forget('loginPerAccount', accountKey(email));
  }
}

/** Addresses of people are nothing to leave lying about in Redis. */
export function accountKey(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
}
