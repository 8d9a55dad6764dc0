import { Inject, Injectable } from '@nestjs/common';
import { SignJWT, errors, jwtVerify } from 'jose';
import { z } from 'zod';

import { DomainError, addSeconds } from '#common';
import type { AgentActor, SessionActor, VisitorActor } from '#common';
import { CONFIG } from '#config';
import type { Config } from '#config';
import { DURATIONS, ROLES } from '#contracts';

/** A token for REST, or one for a single socket handshake: neither passes for the other. */
export type TokenPurpose = 'access' | 'ticket';

export interface IssuedToken {
  token: string;
  expiresAt: string;
}

const LIFETIME = { access: DURATIONS.accessToken, ticket: DURATIONS.ticket } as const satisfies Record<
  TokenPurpose,
  number
>;

const common = { sub: z.string(), workspaceId: z.string(), sessionId: z.string() };
const claims = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('agent'), name: z.string(), role: z.enum(ROLES) }),
  z.object({ ...common, kind: z.literal('visitor'), name: z.string().nullable(), siteId: z.string() }),
]);

/** Signs and checks who somebody is: short-lived JWTs (RFC 7519), HS256 with the installation's secret. */
@Injectable()
export class AccessTokens {
  readonly #key: Uint8Array;

  constructor(@Inject(CONFIG) config: Config) {
    this.#key = new TextEncoder().encode(config.secret);
  }

  async issue(actor: SessionActor, purpose: TokenPurpose): Promise<IssuedToken> {
    const { id, ...rest } = actor;
    const expires = addSeconds(new Date(), LIFETIME[purpose]);
    const token = await new SignJWT({ ...rest })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(id)
      .setAudience(`parley:${purpose}`)
      .setExpirationTime(expires)
      .sign(this.#key);
    return { token, expiresAt: expires.toISOString() };
  }

  /** Throws `token_expired` for one that was ours, `unauthenticated` for anything else. */
  async verify(token: unknown, purpose: TokenPurpose): Promise<SessionActor> {
    if (typeof token !== 'string') throw new DomainError('unauthenticated');
    try {
      const options = { audience: `parley:${purpose}`, algorithms: ['HS256'] };
      const { payload } = await jwtVerify(token, this.#key, options);
      return toActor(claims.parse(payload));
    } catch (error) {
      throw new DomainError(error instanceof errors.JWTExpired ? 'token_expired' : 'unauthenticated');
    }
  }
}

function toActor({ sub, ...rest }: z.output<typeof claims>): AgentActor | VisitorActor {
  return { id: sub, ...rest };
}
