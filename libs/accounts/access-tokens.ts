import { Injectable } from '@nestjs/common';
import { SignJWT, errors, jwtVerify } from 'jose';
import type { CompactJWSHeaderParameters, CryptoKey } from 'jose';
import { z } from 'zod';

import { DomainError, addSeconds, newId } from '#common';
import type { AgentActor, SessionActor, VisitorActor } from '#common';
import { DURATIONS, ROLES } from '#contracts';
import { isUnavailable } from '#database';

import { ALGORITHM } from './signing-keys/signing-key-store.ts';
import { SigningKeys } from './signing-keys/signing-keys.ts';

/** A token for REST, or one for a single socket handshake: neither passes for the other. */
export type TokenPurpose = 'access' | 'ticket';

export interface IssuedToken {
  token: string;
  expiresAt: string;
}

export interface VerifiedToken {
  actor: SessionActor;
  /** Of this one token (`jti`). */
  tokenId: string;
  expiresAt: Date;
  /** Of a ticket: until when the socket may be trusted, whatever the server's settings say. */
  trustedUntil: Date | null;
}

const ISSUER = 'parley';
const LIFETIME = { access: DURATIONS.accessToken, ticket: DURATIONS.ticket } as const satisfies Record<
  TokenPurpose,
  number
>;

const common = {
  sub: z.string(),
  jti: z.string(),
  exp: z.number(),
  trust: z.number().optional(),
  workspaceId: z.string(),
  sessionId: z.string(),
};
const claims = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('agent'), name: z.string(), role: z.enum(ROLES) }),
  z.object({ ...common, kind: z.literal('visitor'), name: z.string().nullable(), siteId: z.string() }),
]);

/**
 * Signs and checks who somebody is: short-lived JWTs (RFC 7519) under rotating Ed25519 keys. A token says who somebody was when
 * it was made; whether that still holds is for `AccessCheck` to say.
 */
@Injectable()
export class AccessTokens {
  constructor(private readonly keys: SigningKeys) {}

  async issue(actor: SessionActor, purpose: TokenPurpose, trustedUntil?: Date): Promise<IssuedToken> {
    const { id, ...rest } = actor;
    const expires = addSeconds(new Date(), LIFETIME[purpose]);
    const key = await this.keys.signing();
    const trust = trustedUntil && { trust: toSeconds(trustedUntil) };
    const token = await new SignJWT({ ...rest, ...trust })
      .setProtectedHeader({ alg: ALGORITHM, kid: key.id })
      .setIssuer(ISSUER)
      .setAudience(`${ISSUER}:${purpose}`)
      .setSubject(id)
      .setJti(newId())
      .setExpirationTime(expires)
      .sign(key.privateKey);
    return { token, expiresAt: expires.toISOString() };
  }

  /** Throws `token_expired` for one that was ours, `unauthenticated` for anything else. */
  async verify(token: unknown, purpose: TokenPurpose): Promise<VerifiedToken> {
    if (typeof token !== 'string') throw new DomainError('unauthenticated');
    try {
      const options = { issuer: ISSUER, audience: `${ISSUER}:${purpose}`, algorithms: [ALGORITHM] };
      const { payload } = await jwtVerify(token, (header: CompactJWSHeaderParameters) => this.keyOf(header), options);
      return toVerified(claims.parse(payload));
    } catch (error) {
      if (isUnavailable(error)) throw error;
      throw new DomainError(error instanceof errors.JWTExpired ? 'token_expired' : 'unauthenticated');
    }
  }

  private async keyOf({ kid }: CompactJWSHeaderParameters): Promise<CryptoKey> {
    const key = kid === undefined ? undefined : await this.keys.find(kid);
    if (!key) throw new DomainError('unauthenticated');
    return key.publicKey;
  }
}

function toVerified({ sub, jti, exp, trust, ...rest }: z.output<typeof claims>): VerifiedToken {
  const actor: AgentActor | VisitorActor = { id: sub, ...rest };
  const trustedUntil = trust === undefined ? null : new Date(trust * 1_000);
  return { actor, tokenId: jti, expiresAt: new Date(exp * 1_000), trustedUntil };
}

function toSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1_000);
}
