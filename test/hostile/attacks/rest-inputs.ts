import fc from 'fast-check';

import { ROUTES } from '#contracts';
import type { RouteName } from '#contracts';
import { routeSchemas } from '#contracts/schemas';

import type { Attack } from '../attack.ts';
import { hostileInput } from '../generate/from-schema.ts';
import { oddity } from '../generate/values.ts';
import { judgeAnswer, send } from './http.ts';
import { until } from './until.ts';

const NAMES = Object.keys(ROUTES) as RouteName[];

/** Every route, with inputs made from its schema and spoilt, by everybody. */
export const restInputs: Attack = {
  name: 'rest-inputs',
  isForTheCode: true,
  async run(town, signal, seed) {
    const { tokens, known } = await town.attackers();
    const inputs = new Map(NAMES.map((name) => [name, hostileInput(routeSchemas[name].input, known)]));
    return until(signal, 8, async (turn) => {
      const name = NAMES[turn % NAMES.length] ?? 'openapi';
      const [input] = fc.sample(inputs.get(name) ?? oddity, { numRuns: 1, seed: seed + turn });
      const token = tokens[turn % tokens.length] ?? null;
      const url = town.apiUrls[turn % town.apiUrls.length] ?? '';
      const request = toRequest(name, url, input, token);
      const answer = await send(request, signal);
      return answer && judgeAnswer(answer, `${name} ${JSON.stringify(input)?.slice(0, 300)}`);
    });
  },
};

function toRequest(name: RouteName, url: string, input: unknown, token: string | null): Request {
  const { method, path } = ROUTES[name];
  const fields: Record<string, unknown> = typeof input === 'object' && input !== null ? { ...input } : {};
  const filled = path.replaceAll(/:(\w+)/g, (_, key: string) => {
    const value = fields[key];
    delete fields[key];
    return safely(value);
  });
  const headers = new Headers(token === null ? {} : { authorization: `Bearer ${token}` });
  if (method === 'GET') {
    const query = Object.entries(fields).map(([key, value]) => `${safely(key)}=${safely(value)}`);
    return new Request(`${url}${filled}?${query.join('&').slice(0, 6_000)}`, { headers, redirect: 'manual' });
  }
  headers.set('content-type', 'application/json');
  const body = JSON.stringify(typeof input === 'object' && input !== null && !Array.isArray(input) ? fields : input);
  return new Request(url + filled, { method, headers, body });
}

function safely(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return encodeURIComponent(text.toWellFormed().slice(0, 2_000));
}
