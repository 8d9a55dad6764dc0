import type { RouteOutput } from '#contracts';

import type { VisitorOptions } from './api.ts';
import { readJson, writeJson } from './key-value-store.ts';
import { exclusively } from './net/exclusively.ts';
import type { Rest } from './net/rest.ts';

interface Kept {
  sessionToken: string;
}

export type VisitorSessionAnswer = RouteOutput<'visitor.session'>;

/** Who this browser is on this site: kept in the store, continued with every renewal. */
export class VisitorSession {
  /** Goes along until the server remembers it. */
  hasConsented = false;
  /** The website's word for its user, until the server has taken it. */
  identityToken: string | null = null;
  readonly #rest: Rest;
  readonly #options: VisitorOptions;
  #sessionToken: string | undefined;

  constructor(rest: Rest, options: VisitorOptions) {
    this.#rest = rest;
    this.#options = options;
    this.#sessionToken = this.#kept();
  }

  /** This browser has been here before, as far as anything says. */
  get isKnown(): boolean {
    return this.#kept() !== undefined;
  }

  /**
   * One tab at a time: two that start together must not become two visitors. The website's word is shown by a session that is
   * kept already: one whose answer was lost may show it again, and no other.
   */
  async renew(onAnotherVisitor: () => void): Promise<VisitorSessionAnswer> {
    let answer = await this.#ask(onAnotherVisitor, this.isKnown ? this.identityToken : null);
    while (this.identityToken !== null) answer = await this.#ask(onAnotherVisitor, this.identityToken);
    return answer;
  }

  forget(): void {
    this.hasConsented = false;
    this.#sessionToken = undefined;
    writeJson(this.#options.store, this.#key, null);
  }

  #ask(onAnotherVisitor: () => void, identityToken: string | null): Promise<VisitorSessionAnswer> {
    return exclusively(this.#key, async () => {
      const { siteKey, embeddedBy } = this.#options;
      const answer = await this.#rest.send('visitor.session', {
        siteKey,
        embeddedBy,
        sessionToken: this.#kept(),
        ...(this.hasConsented && { hasConsented: true }),
        ...(identityToken !== null && { identityToken }),
      });
      this.hasConsented = false;
      if (this.identityToken === identityToken) this.identityToken = null;
      // The session stays when its visitor turns out to be a known person; another session is another visitor's.
      if (this.#sessionToken !== undefined && this.#sessionToken !== answer.sessionToken) onAnotherVisitor();
      this.#sessionToken = answer.sessionToken;
      writeJson(this.#options.store, this.#key, { sessionToken: answer.sessionToken } satisfies Kept);
      return answer;
    });
  }

  #kept(): string | undefined {
    return readJson<Kept>(this.#options.store, this.#key)?.sessionToken;
  }

  get #key(): string {
    return `parley:session:${this.#options.siteKey}`;
  }
}
