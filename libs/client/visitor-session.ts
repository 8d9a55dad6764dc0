import type { RouteOutput } from '#contracts';

import type { VisitorOptions } from './api.ts';
import { readJson, writeJson } from './key-value-store.ts';
import { exclusively } from './net/exclusively.ts';
import type { Rest } from './net/rest.ts';

interface KnownVisitor {
  sessionToken: string;
  visitorId: string;
}

export type VisitorSessionAnswer = RouteOutput<'visitor.session'>;

/** Who this browser is on this site: kept in the store, continued with every renewal. */
export class VisitorSession {
  readonly #rest: Rest;
  readonly #options: VisitorOptions;

  constructor(rest: Rest, options: VisitorOptions) {
    this.#rest = rest;
    this.#options = options;
  }

  /** One tab at a time: two that start together must not become two visitors. */
  renew(onAnotherVisitor: () => void): Promise<VisitorSessionAnswer> {
    return exclusively(this.#key, async () => {
      const { store, siteKey } = this.#options;
      const known = readJson<KnownVisitor>(store, this.#key);
      const answer = await this.#rest.send('visitor.session', { siteKey, sessionToken: known?.sessionToken });
      if (known && known.visitorId !== answer.visitor.id) onAnotherVisitor();
      writeJson(store, this.#key, { sessionToken: answer.sessionToken, visitorId: answer.visitor.id });
      return answer;
    });
  }

  get #key(): string {
    return `parley:session:${this.#options.siteKey}`;
  }
}
