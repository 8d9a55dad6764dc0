import { createHmac, timingSafeEqual } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { CONFIG } from '#config';
import type { Config } from '#config';

/** Which turn of a session a token is: the first one is 1. */
export interface RefreshPosition {
  sessionId: string;
  generation: number;
}

const FORMAT = /^([0-9a-f-]{36})\.([1-9][0-9]{0,8})\.([\w-]{43})$/;

/**
 * Refresh tokens `<session>.<generation>.<HMAC-SHA256 of both>`. Nothing of them is kept, and the successor of a token is always
 * the same one: whoever lost the answer, and every tab that asked at the same time, gets it again.
 */
@Injectable()
export class RefreshTokens {
  readonly #secret: string;

  constructor(@Inject(CONFIG) config: Config) {
    this.#secret = config.secret;
  }

  issue({ sessionId, generation }: RefreshPosition): string {
    return `${sessionId}.${generation}.${this.sign(sessionId, generation)}`;
  }

  /** Null for what was not issued here. */
  read(token: string): RefreshPosition | null {
    const [, sessionId, digits, mac] = FORMAT.exec(token) ?? [];
    if (!sessionId || !digits || !mac) return null;
    const generation = Number(digits);
    const isOurs = timingSafeEqual(Buffer.from(mac), Buffer.from(this.sign(sessionId, generation)));
    return isOurs ? { sessionId, generation } : null;
  }

  private sign(sessionId: string, generation: number): string {
    return createHmac('sha256', this.#secret).update(`refresh:${sessionId}:${generation}`).digest('base64url');
  }
}
