import type { RouteOutput } from '#contracts';

export type ApiKey = RouteOutput<'apiKey.list'>['apiKeys'][number];

/** With its secret, which is seen this once. */
export type NewKey = RouteOutput<'apiKey.create'>;
