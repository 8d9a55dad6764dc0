import { Inject, Injectable } from '@nestjs/common';
import {
  ClientSecretBasic,
  ClientSecretPost,
  allowInsecureRequests,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import type { ClientAuth, Configuration } from 'openid-client';

import { DomainError } from '#common';
import { CONFIG } from '#config';
import type { Config } from '#config';
import type { SsoProvider } from '#database';
import { Logger } from '#observability';

import { SecretBox } from '../secret-box.ts';
import { providerFetch } from './provider-fetch.ts';
import { reasonOf } from './sso-failure.ts';

export const CLIENT_SECRET_PURPOSE = 'sso-client-secret';

/** A person waits in front of it. */
const TIMEOUT_SECONDS = 5;
/** What a provider says of itself changes rarely; its keys are looked at more often by openid-client itself. */
const KEPT_MS = 10 * 60_000;
const MAX_KEPT = 200;

export interface OidcClient {
  issuer: string;
  clientId: string;
  clientSecret: string;
}

interface Kept {
  client: Promise<Configuration>;
  until: number;
}

/** What openid-client knows of the providers of workspaces, by asking them (OpenID Connect Discovery 1.0). */
@Injectable()
export class OidcClients {
  readonly #fetch;
  readonly #kept = new Map<string, Kept>();

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly box: SecretBox,
    private readonly logger: Logger,
  ) {
    this.#fetch = providerFetch({ allowsPrivate: config.allowsPrivateSso });
  }

  /** Asks the provider. Throws `sso_unavailable` whatever stands in the way: who typed the address in learns nothing about ours. */
  async discover({ issuer, clientId, clientSecret }: OidcClient): Promise<Configuration> {
    const url = new URL(issuer);
    const isInsecure = url.protocol === 'http:';
    try {
      const client = await discovery(url, clientId, {}, authenticateBy(clientSecret), {
        [customFetch]: this.#fetch,
        timeout: TIMEOUT_SECONDS,
        execute: [enableNonRepudiationChecks, ...(isInsecure ? [allowInsecureRequests] : [])],
      });
      requireUsable(client, url);
      return client;
    } catch (error) {
      this.logger.warn('a single sign-on provider cannot be used', { issuer, reason: reasonOf(error) });
      throw new DomainError('sso_unavailable');
    }
  }

  /** Asks once for many; other settings, also those set on another instance, are another client. */
  of({ issuer, clientId, clientSecret }: SsoProvider): Promise<Configuration> {
    const key = JSON.stringify([issuer, clientId, clientSecret]);
    const kept = this.#kept.get(key);
    if (kept && kept.until > Date.now()) return kept.client;
    const client = this.discover({
      issuer,
      clientId,
      clientSecret: this.box.open(CLIENT_SECRET_PURPOSE, clientSecret),
    });
    this.keep(key, client);
    return client;
  }

  private keep(key: string, client: Promise<Configuration>): void {
    this.#kept.delete(key);
    this.#kept.set(key, { client, until: Date.now() + KEPT_MS });
    // The first one is the oldest.
    for (const [oldest] of this.#kept) {
      if (this.#kept.size > MAX_KEPT) this.#kept.delete(oldest);
    }
    client.catch(() => {
      if (this.#kept.get(key)?.client === client) this.#kept.delete(key);
    });
  }
}

/** One issuer, not the many that some providers answer for at one address: whose word counts must be beyond doubt. */
function requireUsable(client: Configuration, asked: URL): void {
  const { issuer, authorization_endpoint: authorize, token_endpoint: token, jwks_uri: keys } = client.serverMetadata();
  if (!URL.canParse(issuer) || new URL(issuer).href !== asked.href) throw new Error('it is another issuer');
  if (!authorize || !token || !keys) throw new Error('its metadata lacks an endpoint');
}

/** The standard's default unless the provider says that it takes the other way alone. */
function authenticateBy(clientSecret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(clientSecret), ClientSecretPost(clientSecret)];
  return (server, client, body, headers) => {
    const supported = server.token_endpoint_auth_methods_supported;
    const isBasic = !supported || supported.includes('client_secret_basic');
    return (isBasic ? basic : post)(server, client, body, headers);
  };
}
