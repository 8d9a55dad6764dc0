/** Keeps the cookies of one server where no browser does it: in Node. Names and values only. */
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  take(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';');
      const name = pair.slice(0, pair.indexOf('=')).trim();
      const value = pair.slice(pair.indexOf('=') + 1).trim();
      const isOver = value === '' || attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute));
      if (isOver) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }

  headers(): Record<string, string> {
    if (this.#cookies.size === 0) return {};
    return { cookie: Array.from(this.#cookies, ([name, value]) => `${name}=${value}`).join('; ') };
  }
}

export function cookieJarIfNeeded(): CookieJar | null {
  return typeof document === 'undefined' ? new CookieJar() : null;
}
