import { ROUTES } from '#contracts';
import type { RouteInput, RouteName, RouteOutput } from '#contracts';

/** Parley's REST API, as far as the benchmark needs it. Throws for any answer that is not a success. */
export async function callApi<N extends RouteName>(
  origin: string,
  name: N,
  input: RouteInput<N>,
  accessToken?: string,
): Promise<RouteOutput<N>> {
  const { method, path } = ROUTES[name];
  const fields: Record<string, unknown> = { ...(input as object) };
  const filled = path.replace(/:(\w+)/g, (_, field: string) => {
    const { [field]: value } = fields;
    delete fields[field];
    return String(value);
  });
  const authorization = accessToken ? { authorization: `Bearer ${accessToken}` } : undefined;
  const body = method === 'POST' ? { body: JSON.stringify(fields) } : undefined;
  const headers = { ...(body && { 'content-type': 'application/json' }), ...authorization };
  const response = await fetch(origin + filled, { method, headers, ...body });
  if (!response.ok) throw new Error(`${name} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as RouteOutput<N>;
}

/** Runs the jobs, so many at a time; results in the order of the items. */
export async function inParallel<T, R>(items: readonly T[], run: (item: T, index: number) => Promise<R>, width = 16) {
  const results: R[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) results[index] = await run(items[index] as T, index);
  };
  await Promise.all(Array.from({ length: width }, work));
  return results;
}
