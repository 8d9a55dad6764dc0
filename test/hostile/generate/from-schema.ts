import fc from 'fast-check';
import { z } from 'zod';

import { oddity } from './values.ts';

/** What of JSON Schema the contracts use. */
interface Shape {
  type?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  anyOf?: Shape[];
  oneOf?: Shape[];
  minItems?: number;
  maxLength?: number;
}

/** Inputs as a schema of the contracts wants them, and inputs that are wrong in one place or altogether. `known` values stand in for ids. */
export function hostileInput(schema: z.ZodType, known: readonly string[]): fc.Arbitrary<unknown> {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
  const valid = ofShape(shape, known);
  return fc.oneof(
    { weight: 3, arbitrary: valid },
    { weight: 6, arbitrary: fc.tuple(valid, mutation).map(([value, mutate]) => mutate(value)) },
    { weight: 1, arbitrary: oddity },
  );
}

function ofShape(shape: Shape, known: readonly string[]): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const);
  if (shape.enum) return fc.constantFrom(...shape.enum);
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => ofShape(choice, known)));
  if (shape.type === 'object') return ofObject(shape, known);
  if (shape.type === 'array')
    return fc.array(shape.items ? ofShape(shape.items, known) : oddity, { minLength: shape.minItems, maxLength: 5 });
  if (shape.type === 'string') return ofText(shape, known);
  if (shape.type === 'integer') return fc.integer({ min: 0, max: 100 });
  if (shape.type === 'number') return fc.double({ noNaN: true, noDefaultInfinity: true });
  if (shape.type === 'boolean') return fc.boolean();
  if (shape.type === 'null') return fc.constant(null);
  return oddity;
}

function ofObject({ properties = {}, required = [] }: Shape, known: readonly string[]): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(Object.entries(properties).map(([name, shape]) => [name, ofShape(shape, known)]));
  return fc.record(model, { requiredKeys: required.filter((name) => name in model) });
}

function ofText({ format, maxLength = 50 }: Shape, known: readonly string[]): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...known), fc.uuid());
  if (format === 'email') return fc.emailAddress();
  return fc.string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(maxLength, 200) });
}

type Mutate = (value: unknown) => unknown;

const mutation: fc.Arbitrary<Mutate> = fc
  .tuple(fc.nat(), oddity, fc.constantFrom('replace', 'remove', 'add', 'wrap', 'nest'))
  .map(
    ([where, odd, how]) =>
      (value) =>
        mutate(value, where, odd, how),
  );

function mutate(value: unknown, where: number, odd: unknown, how: string): unknown {
  if (how === 'wrap') return [value];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return odd;
  const entries = Object.entries(value);
  const at = entries.length > 0 ? where % entries.length : 0;
  if (how === 'remove') return Object.fromEntries(entries.filter((_, index) => index !== at));
  if (how === 'add') return { ...value, [(JSON.stringify(odd) ?? '').slice(0, 100)]: odd };
  const replace = ([key, old]: [string, unknown], index: number): [string, unknown] =>
    index === at ? [key, how === 'nest' ? { [key]: old } : odd] : [key, old];
  return Object.fromEntries(entries.map(replace));
}
