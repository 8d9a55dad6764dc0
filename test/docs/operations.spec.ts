import { readFileSync } from 'node:fs';

import { environment } from '#config';

const text = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

/** Rows `| VARIABLE | default | meaning |`. */
const rows = [...text.matchAll(/^\| `([A-Z_]+)` +\| ([^|]+?) +\|/gm)].map(([, name = '', fallback = '']) => ({
  name,
  fallback: fallback.replaceAll('`', ''),
}));

/** As the table puts it: the value, nothing for one that may be missing, or that it has to be set. */
function defaultOf(name: keyof typeof environment.shape): string {
  const result = environment.shape[name].safeParse(undefined);
  if (!result.success) return '**required**';
  return result.data === undefined ? 'none' : String(result.data);
}

describe('docs/operations.md', () => {
  it('lists exactly the environment variables that Parley knows', () => {
    expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(Object.keys(environment.shape)));
  });

  it.each(Object.keys(environment.shape) as (keyof typeof environment.shape)[])('has the default of %s', (name) => {
    expect(rows.find((row) => row.name === name)?.fallback).toBe(defaultOf(name));
  });
});
