import type { IDToken, UserInfoResponse } from 'openid-client';

import { DomainError, isStorable, toStorable } from '#common';

/** Somebody a provider vouches for. */
export interface SsoPerson {
  issuer: string;
  subject: string;
  /** In lower case; null unless the provider has made sure that it is theirs. */
  verifiedEmail: string | null;
  name: string | null;
}

type Claims = Partial<UserInfoResponse>;

/** `more` is what the provider tells beside the token; the token, which is signed, has the last word. Throws `sso_refused`. */
export function toPerson(token: IDToken, more: Claims = {}): SsoPerson {
  const { iss: issuer, sub: subject } = token;
  const claims: Claims = { ...more, ...token };
  const { email, name } = claims;
  if (!isStorable(subject)) throw new DomainError('sso_refused');
  const isTheirs = claims.email_verified === true || isVerifiedByMicrosoft(token);
  return {
    issuer,
    subject,
    verifiedEmail: isTheirs && typeof email === 'string' && isStorable(email) ? email.toLowerCase() : null,
    name: typeof name === 'string' ? toStorable(name) : null,
  };
}

/**
 * Entra ID never says `email_verified`. Its word for it is the optional claim `xms_edov`: the tenant has proved that the domain of
 * the address is its own. A provider that says no to the standard's claim has said no.
 */
function isVerifiedByMicrosoft({ iss, email, email_verified: isVerified, xms_edov: isOwnDomain }: IDToken): boolean {
  const isSilent = isVerified === undefined && typeof email === 'string';
  const isMicrosoft = iss.startsWith('https://login.microsoftonline.com/');
  return isSilent && isMicrosoft && [true, 1, 'true', '1'].includes(isOwnDomain as boolean);
}
