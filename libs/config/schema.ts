import { z } from 'zod';

const url = (protocol: RegExp) => z.url({ protocol, error: 'must be a URL of the documented kind' });
const int = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

const NAMED_RANGES = ['loopback', 'linklocal', 'uniquelocal'] as const;
const range = z.union([z.cidrv4(), z.cidrv6()]).refine((value) => !value.endsWith('/0'));
const proxies = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .pipe(z.array(z.union([z.enum(NAMED_RANGES), z.ipv4(), z.ipv6(), range])));

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
  /** Which proxies stand in front, by address or by number; of others `X-Forwarded-For` is not believed. */
  PARLEY_TRUSTED_PROXIES: z
    .union([int(0, 10), proxies], 'must be a list of addresses and ranges, or a number of proxies')
    .optional(),
  /** PEM files; both or none. With them the HTTP port speaks TLS. */
  PARLEY_TLS_CERT_FILE: z.string().min(1).optional(),
  PARLEY_TLS_KEY_FILE: z.string().min(1).optional(),
  /** With it, links are mailed. The user name and password stand in it, percent-encoded. */
  PARLEY_SMTP_URL: url(/^smtps?$/).optional(),
  /** Who mails are from: an address, or `Name <address>`. */
  PARLEY_MAIL_FROM: z
    .string()
    .regex(/^([^<>@\r\n]* <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'must be an address, or a name and <address>')
    .optional(),
  /** How long a socket goes without `session.refresh`. */
  PARLEY_SOCKET_SESSION_SECONDS: int(1, 86_400).default(900),
  /** 0: conversations are never closed for idleness. */
  PARLEY_IDLE_CLOSE_MINUTES: z.coerce.number().min(0).max(525_600).default(1440),
  PARLEY_IDLE_SWEEP_SECONDS: z.coerce.number().min(0.05).max(3600).default(60),
  PARLEY_DRAIN_SECONDS: z.coerce.number().min(1).max(300).default(10),
  /** Multiplies every published rate; 0 turns them off. */
  PARLEY_RATE_LIMIT_FACTOR: z.coerce.number().min(0).max(1_000).default(1),
  /** Providers of single sign-on may be at private addresses: an intranet's. */
  PARLEY_ALLOW_PRIVATE_SSO: z.stringbool().default(false),
  PARLEY_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Where `npm start` keeps its database and secrets. */
  PARLEY_DATA_DIR: z.string().min(1).default('data'),
});

export type Environment = z.output<typeof environment>;
export type VariableName = keyof Environment;
