import type { RouteOutput } from '#contracts';
import { ERRORS, errorBody } from '#contracts';

import type { VisitorOptions } from './api.ts';
import { CallError, asCallError } from './errors.ts';
import { subjectOf } from './identity-token.ts';
import { readJson, writeJson } from './key-value-store.ts';
import { exclusively } from './net/exclusively.ts';
import type { Rest } from './net/rest.ts';

interface Kept {
  sessionToken: string;
  /** Whom the website has vouched for in this session: its own id of them, empty when that cannot be read. Missing: nobody. */
  person?: string;
}

export type VisitorSessionAnswer = RouteOutput<'visitor.session'>;

/** Who this browser is on this site: kept in the store, continued with every renewal. */
export class VisitorSession {
  /** Goes along until the server remembers it. */
  hasConsented = false;
  /** The website's word for its user, until the server has taken it. An empty one is no word, and not good. */
  identityToken: string | null = null;
  readonly #rest: Rest;
  readonly #options: VisitorOptions;
  #sessionToken: string | undefined;
  /** Goes up when all is to be forgotten: an answer to a question from before is nobody's any more. */
  #life = 0;

  constructor(rest: Rest, options: VisitorOptions) {
    this.#rest = rest;
    this.#options = options;
    this.#sessionToken = this.#kept()?.sessionToken;
  }

  /** This browser has been here before, as far as anything says. */
  get isKnown(): boolean {
    return this.#kept() !== null;
  }

  /**
   * One tab at a time: two that start together must not become two visitors. The website's word is shown by a session that is
   * kept already: one whose answer was lost may show it again, and no other.
   */
  async renew(onAnotherVisitor: () => void): Promise<VisitorSessionAnswer> {
    let answer = await this.#ask(onAnotherVisitor, this.isKnown ? this.identityToken : null);
    while (this.identityToken !== null || !answer) answer = await this.#ask(onAnotherVisitor, this.identityToken);
    return answer;
  }

  /**
   * Takes the session out of the store at once, and ends it on the server then. It goes on when the page goes away, and says
   * nothing of failures.
   */
  async forget(): Promise<void> {
    const kept = this.#kept();
    this.#life += 1;
    this.identityToken = null;
    this.hasConsented = false;
    this.#sessionToken = undefined;
    writeJson(this.#options.store, this.#key, null);
    if (kept) await this.#end(kept.sessionToken);
  }

  async #end(sessionToken: string): Promise<void> {
    await this.#rest.send('visitor.endSession', { sessionToken }, { outlivesPage: true }).catch(() => undefined);
  }

  /** Null when the word came too late, and was dropped. */
  #ask(onAnotherVisitor: () => void, word: string | null): Promise<VisitorSessionAnswer | null> {
    if (this.identityToken === '') return Promise.reject(notProven());
    const life = this.#life;
    return exclusively(this.#key, async () => {
      const before = this.#kept();
      // Were the answer lost, the session would be theirs without our knowing.
      if (before && word !== null) this.#keep({ ...before, person: before.person ?? subjectOf(word) });
      const answer = await this.#send(before, word).catch((error: unknown) => this.#refused(error, before, word, life));
      if (life !== this.#life) throw this.#tooLate(answer);
      if (answer) this.#accept(answer, before, word, onAnotherVisitor);
      return answer;
    });
  }

  #send(before: Kept | null, identityToken: string | null): Promise<VisitorSessionAnswer> {
    const { siteKey, embeddedBy } = this.#options;
    return this.#rest.send('visitor.session', {
      siteKey,
      embeddedBy,
      sessionToken: before?.sessionToken,
      ...(this.hasConsented && { hasConsented: true }),
      ...(identityToken !== null && { identityToken }),
    });
  }

  #accept(answer: VisitorSessionAnswer, before: Kept | null, word: string | null, onAnotherVisitor: () => void): void {
    const { sessionToken } = answer;
    this.hasConsented = false;
    if (this.identityToken === word) this.identityToken = null;
    // The session stays when its visitor turns out to be a known person; another session is another visitor's.
    if (this.#sessionToken !== undefined && !isSameSession(this.#sessionToken, sessionToken)) onAnotherVisitor();
    this.#sessionToken = sessionToken;
    const person = before && isSameSession(before.sessionToken, sessionToken) ? before.person : undefined;
    this.#keep({ sessionToken, person: word === null ? person : subjectOf(word) });
  }

  /**
   * A word that came too late is the website's all the same, so the server says: the person's own session goes on, and so does one
   * that is nobody's. Any other stays closed until there is a better word.
   */
  #refused(error: unknown, before: Kept | null, word: string | null, life: number): null {
    const { code } = asCallError(error);
    if (life !== this.#life || word === null) throw error;
    if (before && ERRORS[code].status < 500) this.#keep(before);
    if (code !== 'token_expired') throw error;
    this.#options.onIdentityExpired?.();
    const person = before?.person;
    if (person !== undefined && (person === '' || person !== subjectOf(word))) throw notProven();
    if (this.identityToken === word) this.identityToken = null;
    return null;
  }

  /** Nobody will ever use the session that the answer is of. */
  #tooLate(answer: VisitorSessionAnswer | null): CallError {
    if (answer) void this.#end(answer.sessionToken);
    return new CallError(errorBody('session_ended'));
  }

  #keep(kept: Kept): void {
    writeJson(this.#options.store, this.#key, kept);
  }

  #kept(): Kept | null {
    return readJson<Kept>(this.#options.store, this.#key);
  }

  get #key(): string {
    return `parley:session:${this.#options.siteKey}`;
  }
}

function notProven(): CallError {
  return new CallError(errorBody('invalid_identity'));
}

/** A token is `<session>.<secret>`: the session of somebody who is known by now has another secret. */
function isSameSession(one: string, other: string): boolean {
  return one.split('.')[0] === other.split('.')[0];
}
