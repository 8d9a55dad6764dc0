import { z } from 'zod';

import { ERRORS, POLICY, ROUTES } from '#contracts';
import type { Route, RouteName } from '#contracts';
import { routeSchemas } from '#contracts/schemas';

interface JsonSchema {
  properties?: Record<string, object>;
  required?: string[];
  [keyword: string]: unknown;
}

/** OpenAPI 3.1, made of the same table and the same zod schemas that route and validate. */
export function openApiDocument(version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const route = ROUTES[name];
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Parley',
      version,
      description: 'Live chat for customer support.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An access token, or an API key.' } },
      schemas: { Problem: PROBLEM },
    },
  };
}

const PROBLEM = {
  description: 'RFC 9457 problem document.',
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'retryable'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', enum: Object.keys(ERRORS) },
    retryable: { type: 'boolean', description: 'The same request may succeed when it is sent again.' },
    retryAfterMs: { type: 'integer', description: 'With rate_limited: how long to wait.' },
    requestId: { type: 'string' },
    details: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
  },
};

function operation(name: RouteName, route: Route): Record<string, unknown> {
  const input = schemaOf(routeSchemas[name].input, 'input');
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const rest = Object.keys(input.properties ?? {}).filter((field) => !inPath.includes(field));
  const inQuery = route.method === 'GET' ? rest : [];
  return {
    operationId: name,
    summary: routeSchemas[name].summary,
    security: route.isOpen ? [] : [{ bearer: [] }],
    'x-access': POLICY[name],
    parameters: [
      ...inPath.map((field) => parameter(input, field, 'path')),
      ...inQuery.map((field) => parameter(input, field, 'query')),
    ],
    ...(route.method === 'POST' && rest.length > 0 && { requestBody: body(input, rest) }),
    responses: { [route.status]: success(name, route), default: failure },
  };
}

const failure = {
  description: 'A problem; `code` says which.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function parameter(input: JsonSchema, field: string, place: 'path' | 'query'): Record<string, unknown> {
  const isRequired = place === 'path' || (input.required ?? []).includes(field);
  return { name: field, in: place, required: isRequired, schema: input.properties?.[field] };
}

function body(input: JsonSchema, fields: string[]): Record<string, unknown> {
  const properties = Object.fromEntries(fields.map((field) => [field, input.properties?.[field]]));
  const required = (input.required ?? []).filter((field) => fields.includes(field));
  const schema = { type: 'object', properties, required, additionalProperties: false };
  return { required: required.length > 0, content: { 'application/json': { schema } } };
}

function success(name: RouteName, route: Route): Record<string, unknown> {
  if (route.status === 204) return { description: 'Done.' };
  return {
    description: 'Success.',
    content: { 'application/json': { schema: schemaOf(routeSchemas[name].output, 'output') } },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as JsonSchema;
}
