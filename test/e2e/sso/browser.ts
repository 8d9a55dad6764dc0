/** What of a browser a sign-in needs: cookies per host, and following where it is led. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  async request(url: string, init: RequestInit = {}): Promise<Response> {
    const { host } = new URL(url);
    const headers = { ...(init.headers as Record<string, string>), cookie: this.cookies(host) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) this.keep(host, cookie);
    return response;
  }

  /** Follows redirects until one leads below `end`, and resolves to that address without going there. */
  async followTo(end: string, from: string): Promise<URL> {
    const response = await this.request(from);
    const location = response.headers.get('location');
    if (!location) throw new Error(`led nowhere by ${from}: ${response.status} ${await response.text()}`);
    const next = new URL(location, from).href;
    return next.startsWith(end) ? new URL(next) : this.followTo(end, next);
  }

  private keep(host: string, cookie: string): void {
    const [pair = ''] = cookie.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    const kept = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, kept.set(name, pair.slice(name.length + 1)));
  }

  private cookies(host: string): string {
    return [...(this.#cookies.get(host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
