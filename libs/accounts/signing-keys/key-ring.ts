import type { CryptoKey, JWK } from 'jose';

import { DURATIONS } from '#contracts';

/** A key pair that this installation can sign with, or check signatures by. Times in milliseconds since 1970. */
export interface SigningKey {
  /** The `kid` of its tokens. */
  id: string;
  publicJwk: JWK;
  publicKey: CryptoKey;
  privateKey: CryptoKey;
  signsFrom: number;
  /** It neither signs nor checks any more. */
  expiresAt: number;
}

/** When a key takes over from the one before, which then checks for a while longer. */
export interface Succession {
  signsFrom: number;
  expiresAt: number;
  predecessor: { id: string; expiresAt: number } | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How long a key signs. */
const TERM = 30 * DAY;
/** A successor is made this long before the term ends, and never signs earlier than `NOTICE` after it was made. */
const AHEAD = DAY;
const NOTICE = HOUR;
/** Tokens are not older than this: so long a key checks after it has signed its last one. */
const AFTERLIFE = HOUR;
const TOKEN_LIFE = DURATIONS.accessToken * 1000;

/** The keys of one moment. Everything here is a matter of their times; nothing is read or written. */
export class KeyRing {
  constructor(private readonly keys: readonly SigningKey[]) {}

  /** The newest whose time to sign has come, as long as it outlives what it signs. */
  signing(now: number): SigningKey | undefined {
    const ready = this.keys.filter((key) => key.signsFrom <= now && now + TOKEN_LIFE < key.expiresAt);
    return ready.reduce<SigningKey | undefined>(newer, undefined);
  }

  find(id: string, now: number): SigningKey | undefined {
    return this.keys.find((key) => key.id === id && now < key.expiresAt);
  }

  /** Also those that sign later: who checks by them knows them in time. */
  published(now: number): readonly JWK[] {
    return this.keys.filter((key) => now < key.expiresAt).map((key) => key.publicJwk);
  }

  /** The key that is to be made now, if one is: when none can sign, and when the newest nears the end of its term. */
  succession(now: number): Succession | null {
    const newest = this.keys.reduce<SigningKey | undefined>(newer, undefined);
    if (!newest || !this.signing(now)) return { signsFrom: now, expiresAt: now + TERM + AHEAD, predecessor: null };
    if (now < newest.signsFrom + TERM - AHEAD) return null;
    const signsFrom = Math.max(newest.signsFrom + TERM, now + NOTICE);
    const predecessor = { id: newest.id, expiresAt: signsFrom + AFTERLIFE };
    return { signsFrom, expiresAt: signsFrom + TERM + AHEAD, predecessor };
  }
}

function newer(one: SigningKey | undefined, other: SigningKey): SigningKey {
  return one && one.signsFrom >= other.signsFrom ? one : other;
}
