import { Injectable } from '@nestjs/common';
import { errors, jwtVerify } from 'jose';
import { z } from 'zod';

import { SecretBox } from '#accounts';
import { DomainError, addSeconds, hashSecret, toStorable } from '#common';
import { LIMITS } from '#contracts';
import type { Site } from '#database';

/** How far ahead `exp` may be: a token that leaks is worth nothing soon. */
const LONGEST_HOURS = 24;
/** By how much the website's clock may differ from ours. */
const TOLERANCE_SECONDS = 60;

/** Postgres has no NUL in text. */
const storable = z.string().refine((text) => !text.includes('\u0000') && text.isWellFormed());
const claims = z.object({
  sub: storable.pipe(z.string().min(1).max(200)),
  exp: z.number(),
  name: z.string().transform(toStorable).pipe(z.string().trim().min(1).max(LIMITS.nameLength)).nullish(),
  email: storable.pipe(z.email().max(LIMITS.emailLength)).nullish(),
});

/** Who the website says its user is. */
export interface Vouched {
  /** What the website calls them: its own, and never changing. */
  externalId: string;
  name: string | null;
  email: string | null;
  tokenHash: string;
  /** The token is good for nothing from then on. */
  expiresAt: Date;
}

/** What the seal of a site's identity secret is bound to. */
export function identitySecretPurpose(siteId: string): string {
  return `identity:${siteId}`;
}

/** Checks a website's word for its user: a JWT (RFC 7519), HS256 with the site's identity secret. */
@Injectable()
export class IdentityTokens {
  constructor(private readonly box: SecretBox) {}

  /**
   * Throws `token_expired` for a token of this site that is past its end, which is nobody's guess, and `invalid_identity` for any
   * other that is not good. Whether it was used is not looked at.
   */
  async verify(site: Site, token: string): Promise<Vouched> {
    if (!site.identitySecret) throw new DomainError('invalid_identity');
    const secret = this.box.open(identitySecretPurpose(site.id), site.identitySecret);
    const payload = await verified(token, new TextEncoder().encode(secret), site.publicKey);
    const { success, data } = claims.safeParse(payload);
    const latest = addSeconds(new Date(), LONGEST_HOURS * 3600 + TOLERANCE_SECONDS);
    if (!success || data.exp * 1000 > latest.getTime()) throw new DomainError('invalid_identity');
    return {
      externalId: data.sub,
      name: data.name ?? null,
      email: data.email?.toLowerCase() ?? null,
      tokenHash: hashSecret(token),
      expiresAt: addSeconds(new Date(data.exp * 1000), TOLERANCE_SECONDS),
    };
  }
}

async function verified(token: string, secret: Uint8Array, audience: string): Promise<unknown> {
  try {
    // The algorithm is ours to choose, never the token's.
    const options = { algorithms: ['HS256'], audience, clockTolerance: TOLERANCE_SECONDS };
    const { payload } = await jwtVerify(token, secret, { ...options, requiredClaims: ['sub', 'exp'] });
    return payload;
  } catch (error) {
    // Looked at last: it is well signed, and for this site.
    throw new DomainError(error instanceof errors.JWTExpired ? 'token_expired' : 'invalid_identity');
  }
}
