import type { RouteInput, RouteName, RouteOutput } from '#contracts';
import { DURATIONS } from '#contracts';

import { CallError } from '../errors.ts';
import type { Rest } from './rest.ts';

export interface AccessToken {
  accessToken: string;
  expiresAt: string;
}

/** Calls routes with a token that is renewed in time, and once more when the server refuses it. Concurrent calls share one renewal. */
export class Access {
  readonly #rest: Rest;
  readonly #fetchToken: () => Promise<AccessToken>;
  readonly #onEnded: (error: CallError) => void;
  #token: { value: string; staleAt: number } | null = null;
  #renewal: Promise<string> | null = null;

  /** `onEnded`: the session that the token is of is over. A new token would be somebody else's, so none is fetched by itself. */
  constructor(rest: Rest, fetchToken: () => Promise<AccessToken>, onEnded: (error: CallError) => void) {
    this.#rest = rest;
    this.#fetchToken = fetchToken;
    this.#onEnded = onEnded;
  }

  async call<N extends RouteName>(name: N, input: RouteInput<N>, signal?: AbortSignal): Promise<RouteOutput<N>> {
    if (this.#rest.isOpen(name)) return this.#rest.send(name, input, { signal });
    const token = await this.#current();
    try {
      return await this.#rest.send(name, input, { token, signal });
    } catch (error) {
      if (!(error instanceof CallError && error.isAboutToken)) throw error;
      if (error.code === 'session_ended') {
        this.#onEnded(error);
        throw error;
      }
      if (this.#token?.value === token) this.#token = null;
      return this.#rest.send(name, input, { token: await this.#current(), signal });
    }
  }

  /** Fetches a new token even if the present one looks fine. */
  renew(): Promise<string> {
    if (this.#renewal) return this.#renewal;
    const renewal: Promise<string> = this.#fetchToken()
      .then((token) => (this.#renewal === renewal ? this.accept(token) : token.accessToken))
      .finally(() => {
        if (this.#renewal === renewal) this.#renewal = null;
      });
    this.#renewal = renewal;
    return renewal;
  }

  accept({ accessToken, expiresAt }: AccessToken): string {
    this.#token = { value: accessToken, staleAt: Date.now() + 0.9 * lifetimeOf(expiresAt) };
    return accessToken;
  }

  /** What a renewal that is under way brings does not count any more, either. */
  forget(): void {
    this.#token = null;
    this.#renewal = null;
  }

  async #current(): Promise<string> {
    return this.#token && Date.now() < this.#token.staleAt ? this.#token.value : this.renew();
  }
}

/** In ms. Clocks of visitors are often wrong: a lifetime that cannot be is replaced by the usual one. */
function lifetimeOf(expiresAt: string): number {
  const usual = DURATIONS.accessToken * 1_000;
  const lifetime = Date.parse(expiresAt) - Date.now();
  return lifetime > 0 && lifetime < usual ? lifetime : usual;
}
