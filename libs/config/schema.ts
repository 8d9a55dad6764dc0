import { z } from 'zod';

const url = (protocol: RegExp) => z.url({ protocol, error: 'must be a URL of the documented kind' });
const int = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** Every environment variable Parley knows. docs/operations.md lists them for people; a test keeps the two together. */
export const environment = z.object({
  DATABASE_URL: url(/^postgres(ql)?$/),
  DATABASE_POOL_SIZE: int(1, 200).default(10),
  REDIS_URL: url(/^rediss?$/),
  /** Redis pub/sub ignores the database number: two deployments on one Redis need two prefixes. */
  REDIS_KEY_PREFIX: z.string().min(1).max(50).default('parley:'),
  PARLEY_SECRET: z.string().min(32, 'must have at least 32 characters, e.g. the output of: openssl rand -base64 32'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: int(0, 65_535).default(3000),
  /** The origin people see; https makes cookies Secure. */
  PARLEY_PUBLIC_URL: url(/^https?$/).optional(),
  /** The origin of the sockets, when it is not the API's. */
  PARLEY_REALTIME_URL: url(/^(https?|wss?)$/).optional(),
  /** 0: conversations are never closed for idleness. */
  PARLEY_IDLE_CLOSE_MINUTES: z.coerce.number().min(0).max(525_600).default(1440),
  PARLEY_IDLE_SWEEP_SECONDS: z.coerce.number().min(0.05).max(3600).default(60),
  PARLEY_DRAIN_SECONDS: z.coerce.number().min(1).max(300).default(10),
  PARLEY_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Where `npm start` keeps its database and secrets. */
  PARLEY_DATA_DIR: z.string().min(1).default('data'),
});

export type Environment = z.output<typeof environment>;
export type VariableName = keyof Environment;
