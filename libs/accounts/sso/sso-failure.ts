import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';

import { DomainError } from '#common';

import { ProviderUnreachable } from './provider-fetch.ts';

/** Codes of openid-client that mean: whoever answered was no provider in working order. */
const OUT_OF_ORDER = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_PARSE_ERROR',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
]);

/** What was thrown while a sign-in was checked, as `sso_unavailable` or `sso_refused`; null when it is no failure of that kind. */
export function toSsoFailure(error: unknown): DomainError | null {
  if (error instanceof ProviderUnreachable) return new DomainError('sso_unavailable');
  if (error instanceof ClientError) {
    return new DomainError(OUT_OF_ORDER.has(error.code ?? '') ? 'sso_unavailable' : 'sso_refused');
  }
  const isRefusal =
    error instanceof ResponseBodyError ||
    error instanceof AuthorizationResponseError ||
    error instanceof WWWAuthenticateChallengeError;
  return isRefusal ? new DomainError('sso_refused') : null;
}

/** For the operator's log. Messages and codes alone: further causes hold tokens and what the provider answered. */
export function reasonOf(error: unknown): string {
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError) return error.error;
  if (!(error instanceof Error)) return 'unknown';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
