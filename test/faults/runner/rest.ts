import { ROUTES } from '#contracts';
import type { RouteInput, RouteName, RouteOutput } from '#contracts';

const PATIENCE_MS = 3_000;

/** An answer that is not the one the route promises. */
export class Refusal extends Error {
  /** From the catalogue of errors; empty when it was no answer of ours. */
  readonly code: string;

  constructor(route: string, status: number, body: string) {
    super(`${route} was answered ${status}: ${body}`);
    this.code = /"code":"(\w+)"/.exec(body)?.[1] ?? '';
  }
}

/** One request of any route; throws a `Refusal` when the answer is not the one the route promises. */
export async function rest<N extends RouteName>(
  origin: string,
  name: N,
  input: RouteInput<N>,
  accessToken?: string,
): Promise<RouteOutput<N>> {
  const { method, path } = ROUTES[name];
  const fields = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const filled = path.replace(/:(\w+)/g, (_, key: string) => {
    const value = String(fields.get(key));
    fields.delete(key);
    return value;
  });
  const query =
    method === 'GET' && fields.size > 0
      ? `?${new URLSearchParams([...fields].map(([key, value]) => [key, String(value)]))}`
      : '';
  const response = await fetchAgain(origin + filled + query, {
    method,
    headers: {
      ...(method === 'POST' && { 'content-type': 'application/json' }),
      ...(accessToken && { authorization: `Bearer ${accessToken}` }),
    },
    ...(method === 'POST' && { body: JSON.stringify(Object.fromEntries(fields)) }),
  });
  if (!response.ok) throw new Refusal(name, response.status, await response.text());
  return (response.status === 204 ? undefined : await response.json()) as RouteOutput<N>;
}

/** Once more where the kept connection turned out to be broken. Everything here may be asked twice. */
async function fetchAgain(url: string, init: RequestInit): Promise<Response> {
  const ask = () => fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
  return ask().catch(ask);
}
