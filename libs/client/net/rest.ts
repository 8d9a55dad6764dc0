import type { ErrorBody, ErrorCode, Problem, Route, RouteInput, RouteName, RouteOutput } from '#contracts';
import { DURATIONS, ERRORS, errorBody, isErrorCode } from '#contracts';

import { CallError, unavailable } from '../errors.ts';
import type { CookieJar } from './cookie-jar.ts';

const TIMEOUT_MS = 15_000;

export interface SendOptions {
  token?: string;
  signal?: AbortSignal;
  /** It goes on when the page goes away meanwhile. */
  outlivesPage?: boolean;
}

export interface RestOptions {
  baseUrl: string;
  /** The routes this client calls: a visitor's client does not carry those of the console. */
  routes: Readonly<Partial<Record<RouteName, Route>>>;
  cookies: CookieJar | null;
}

/** One request per call, no retries. Rejects with a `CallError`: the server's, or `unavailable` when none came back. */
export class Rest {
  readonly #baseUrl: string;
  readonly #routes: RestOptions['routes'];
  readonly #cookies: CookieJar | null;

  constructor({ baseUrl, routes, cookies }: RestOptions) {
    this.#baseUrl = baseUrl.replace(/\/$/, '');
    this.#routes = routes;
    this.#cookies = cookies;
  }

  /** The route needs no token. */
  isOpen(name: RouteName): boolean {
    return this.#route(name).isOpen === true;
  }

  async send<N extends RouteName>(name: N, input: RouteInput<N>, options: SendOptions = {}): Promise<RouteOutput<N>> {
    const response = await this.#fetch(name, { ...input }, options);
    if (!response.ok) throw await failureOf(response);
    if (response.status === 204) return undefined as RouteOutput<N>;
    // A page of somebody else's (a captive portal's, say) is no answer either.
    return (await response.json().catch((cause: unknown) => Promise.reject(unavailable(cause)))) as RouteOutput<N>;
  }

  async #fetch(name: RouteName, input: Record<string, unknown>, options: SendOptions): Promise<Response> {
    const { method, path } = this.#route(name);
    const url = this.#baseUrl + fillPath(path, input);
    const init: RequestInit = { method, credentials: 'same-origin', headers: this.#headers(method, options.token) };
    init.signal = limited(options.signal, 'wait' in input);
    if (method === 'POST') init.body = JSON.stringify(input);
    if (options.outlivesPage) init.keepalive = true;
    try {
      const response = await fetch(method === 'GET' ? url + queryString(input) : url, init);
      this.#cookies?.take(response);
      return response;
    } catch (cause) {
      throw unavailable(cause);
    }
  }

  #route(name: RouteName): Route {
    const route = this.#routes[name];
    if (!route) throw new CallError(errorBody('not_found'));
    return route;
  }

  #headers(method: string, token: string | undefined): Record<string, string> {
    return {
      ...(method === 'POST' && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...this.#cookies?.headers(),
    };
  }
}

/** Takes the path parameters out of the input; what is left is the query or the body. */
function fillPath(path: string, input: Record<string, unknown>): string {
  return path.replace(/:(\w+)/g, (_, key: string) => {
    const value = String(input[key]);
    delete input[key];
    return encodeURIComponent(value);
  });
}

function queryString(input: Record<string, unknown>): string {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  return given.length > 0 ? `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}` : '';
}

function limited(signal: AbortSignal | undefined, isLongPoll: boolean): AbortSignal {
  const timeout = AbortSignal.timeout(TIMEOUT_MS + (isLongPoll ? DURATIONS.longPoll * 1_000 : 0));
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

async function failureOf(response: Response): Promise<CallError> {
  const problem = (await response.json().catch(() => null)) as Partial<Problem> | null;
  if (!isErrorCode(problem?.code)) return new CallError(errorBody(codeOf(response.status)), { isForeign: true });
  return new CallError(bodyOf(problem, problem.code));
}

function bodyOf(problem: Partial<Problem>, code: ErrorCode): ErrorBody {
  const { message, retryable } = ERRORS[code];
  return {
    code,
    message: problem.detail ?? message,
    retryable: problem.retryable ?? retryable,
    ...(problem.details && { details: problem.details }),
    ...(problem.retryAfterMs !== undefined && { retryAfterMs: problem.retryAfterMs }),
  };
}

const PROXY_ANSWERS: Partial<Record<number, ErrorCode>> = {
  // It knows nothing of our tokens, nor of what there is: nothing is behind it just now.
  401: 'unavailable',
  403: 'forbidden',
  404: 'unavailable',
  408: 'unavailable',
  413: 'payload_too_large',
  429: 'rate_limited',
};

/** For an answer that is not ours but a proxy's. */
function codeOf(status: number): ErrorCode {
  return PROXY_ANSWERS[status] ?? (status >= 500 ? 'unavailable' : 'invalid_request');
}
