import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import { Provider } from 'oidc-provider';
import type { Grant, KoaContextWithOIDC } from 'oidc-provider';

import { freePort } from '#testing';

import { MemoryAdapter } from './memory-adapter.ts';

/** What the provider knows of somebody. */
export interface Person {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

export const CLIENT_ID = 'parley';

const MINUTE = 60;
const TTL = { AccessToken: MINUTE, Grant: MINUTE, IdToken: MINUTE, Interaction: MINUTE, Session: MINUTE };

/** A real OpenID provider on loopback. Who is at the keyboard there is up to the test; that person agrees to everything. */
export class IdentityProvider {
  readonly issuer: string;
  /** Paths it was asked for. */
  readonly requests: string[] = [];
  /** Who signs in next; null cancels. */
  atKeyboard: Person | null = null;

  readonly #people = new Map<string, Person>();
  #server: Server | undefined;

  private constructor(
    private readonly port: number,
    private readonly redirectUrl: string,
    private readonly key: JWK,
  ) {
    this.issuer = `http://127.0.0.1:${port}`;
  }

  static async start(redirectUrl: string, secret: string): Promise<IdentityProvider> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const key = { ...(await exportJWK(privateKey)), kid: 'one', use: 'sig', alg: 'RS256' };
    const provider = new IdentityProvider(await freePort(), redirectUrl, key);
    await provider.listen(secret);
    return provider;
  }

  /** From now on it knows Parley by this secret alone. */
  async rotate(secret: string): Promise<void> {
    await this.stop();
    await this.listen(secret);
  }

  async stop(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }

  async listen(secret: string): Promise<void> {
    const provider = this.provider(secret);
    const respond = provider.callback();
    this.#server = createServer((request, response) => {
      this.requests.push(request.url ?? '');
      if (request.url?.startsWith('/interaction/')) void this.interact(provider, request, response);
      else void respond(request, response);
    });
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  private async interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const person = this.atKeyboard;
    if (person) this.#people.set(person.sub, person);
    const result = person
      ? { login: { accountId: person.sub } }
      : { error: 'access_denied', error_description: 'cancelled' };
    await provider.interactionFinished(request, response, result);
  }

  private provider(secret: string): Provider {
    const provider = new Provider(this.issuer, {
      clients: [{ client_id: CLIENT_ID, client_secret: secret, redirect_uris: [this.redirectUrl] }],
      adapter: () => new MemoryAdapter(),
      ttl: TTL,
      jwks: { keys: [this.key] },
      cookies: { keys: ['of the test'] },
      claims: { email: ['email', 'email_verified'], profile: ['name'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      pkce: { required: () => true },
      findAccount: (_context, sub) => ({
        accountId: sub,
        claims: () => ({ ...this.#people.get(sub), sub }),
      }),
      loadExistingGrant: agree,
    });
    // Each workspace has one of its own below the one that is registered.
    provider.Client.prototype.redirectUriAllowed = (uri) => uri.startsWith(`${this.redirectUrl}/`);
    return provider;
  }
}

async function agree({ oidc }: KoaContextWithOIDC): Promise<Grant> {
  const { provider, client, session, params } = oidc;
  const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
  grant.addOIDCScope(String(params?.scope));
  await grant.save();
  return grant;
}
