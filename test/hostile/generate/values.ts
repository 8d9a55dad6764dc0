import fc from 'fast-check';

import { LIMITS } from '#contracts';

const deep = (levels: number, open: string, close: string): unknown =>
  JSON.parse(open.repeat(levels) + close.repeat(levels)) as unknown;

/** JSON values that have broken other servers. */
const ODDITIES: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  1e308,
  '',
  ' ',
  '\u0000',
  'text\u0000text',
  '\ud800',
  '\u202e\u2066',
  '9'.repeat(400),
  'a'.repeat(LIMITS.textLength + 1),
  'a'.repeat(LIMITS.payloadBytes - 2_000),
  "'; DROP TABLE events; --",
  '../../../etc/passwd',
  '%ff%00',
  '${jndi:ldap://127.0.0.1/}',
  '{{constructor.constructor("return process")()}}',
  '00000000-0000-0000-0000-000000000000',
  'constructor',
  '__proto__',
  'toString',
  {},
  [],
  [[]],
  { $ne: null },
  { toString: 'x', valueOf: 'x' },
  { length: 1e9 },
  Array.from({ length: 5_000 }, () => 0),
  deep(2_000, '[', ']'),
  { '': { '': { '': {} } } },
];

/** JSON has it, an object literal would set the prototype instead. */
const POLLUTION = ['{"__proto__":{"isPolluted":true}}', '{"constructor":{"prototype":{"isPolluted":true}}}'].map(
  (text) => JSON.parse(text) as unknown,
);

export const oddity: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ODDITIES, ...POLLUTION) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
);
