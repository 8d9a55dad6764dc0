import { Injectable } from '@nestjs/common';
import { calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { z } from 'zod';

import { addSeconds } from '#common';

import { SecretBox } from '../secret-box.ts';

/** Time to type a password and a code at the provider. */
export const FLOW_SECONDS = 600;

const PURPOSE = 'sso-flow';

const flow = z.object({
  workspaceId: z.string(),
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  /** As the provider was told it; it has to be told the same again. */
  redirectUrl: z.string(),
  expiresAt: z.number(),
});

/** What ties the way back from the provider to the browser that went there (RFC 9700). */
export type SsoFlow = z.output<typeof flow>;

/** Flows are kept by the browser, sealed: any instance can go on where another one began. */
@Injectable()
export class SsoFlows {
  constructor(private readonly box: SecretBox) {}

  begin(workspaceId: string, redirectUrl: string): SsoFlow {
    return {
      workspaceId,
      redirectUrl,
      state: randomState(),
      nonce: randomNonce(),
      codeVerifier: randomPKCECodeVerifier(),
      expiresAt: addSeconds(new Date(), FLOW_SECONDS).getTime(),
    };
  }

  seal(begun: SsoFlow): string {
    return this.box.seal(PURPOSE, JSON.stringify(begun));
  }

  /** Null for one that is too old, or was not sealed here. */
  open(sealed: string | undefined): SsoFlow | null {
    if (!sealed) return null;
    try {
      const opened = flow.parse(JSON.parse(this.box.open(PURPOSE, sealed)));
      return opened.expiresAt > Date.now() ? opened : null;
    } catch {
      return null;
    }
  }
}

/** What the provider is asked for. */
export async function authorizationParameters(begun: SsoFlow, email: string): Promise<Record<string, string>> {
  const { state, nonce, redirectUrl, codeVerifier } = begun;
  return {
    scope: 'openid email profile',
    redirect_uri: redirectUrl,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    login_hint: email,
    state,
    nonce,
  };
}
