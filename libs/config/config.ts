import { environment } from './schema.ts';
import type { Environment } from './schema.ts';

/** The settings of one process, validated at its start. */
export interface Config {
  databaseUrl: string;
  databasePoolSize: number;
  /** Null in the all-in-one process: bus and presence live in memory. */
  redisUrl: string | null;
  redisKeyPrefix: string;
  secret: string;
  host: string;
  port: number;
  publicUrl: string | null;
  realtimeUrl: string | null;
  /** Addresses and ranges, or how many there are. Nobody is believed when nobody is named. */
  trustedProxies: readonly string[] | number;
  /** Null: plain HTTP, e.g. behind a proxy that speaks TLS. */
  tls: TlsFiles | null;
  /** Null: links are handed over by people. */
  mail: MailSettings | null;
  /** How long a socket goes without `session.refresh`. */
  socketSessionSeconds: number;
  idleCloseMinutes: number;
  idleSweepSeconds: number;
  drainSeconds: number;
  /** Multiplies every rate; 0: there are none. */
  rateLimitFactor: number;
  allowsPrivateSso: boolean;
  logLevel: Environment['PARLEY_LOG_LEVEL'];
}

/** PEM files of the certificate (with its chain) and of its key. */
export interface TlsFiles {
  certFile: string;
  keyFile: string;
}

export interface MailSettings {
  /** `smtp://` or `smtps://`, with user name and password where the server asks for them. */
  smtpUrl: string;
  from: string;
}

/** Whether people reach Parley over https, here or at a proxy in front. */
export function isSecure({ tls, publicUrl }: Pick<Config, 'tls' | 'publicUrl'>): boolean {
  return tls !== null || (publicUrl?.startsWith('https:') ?? false);
}

/** Injection token of `Config`. */
export const CONFIG = Symbol('Config');

/** What the all-in-one process makes itself and so does not ask for. */
export interface ServerSettings {
  databaseUrl: string | null;
  dataDir: string;
  toConfig(own: Pick<Config, 'databaseUrl' | 'secret'>): Config;
}

/** Thrown with one sentence a person can act on. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** The settings of api, realtime and worker: database, Redis and secret have no default. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const values = parse(environment, env);
  return toConfig(values);
}

/** The settings of the all-in-one process: everything has a default. */
export function readServerSettings(env: NodeJS.ProcessEnv = process.env): ServerSettings {
  const schema = environment.partial({ DATABASE_URL: true, REDIS_URL: true, PARLEY_SECRET: true });
  // A person looks at this terminal: no news is good news.
  const values = parse(schema, { PARLEY_LOG_LEVEL: 'warn', ...env });
  return {
    databaseUrl: values.DATABASE_URL ?? null,
    dataDir: values.PARLEY_DATA_DIR,
    toConfig: (own) =>
      toConfig({ ...values, DATABASE_URL: own.databaseUrl, PARLEY_SECRET: values.PARLEY_SECRET ?? own.secret }),
  };
}

type Parseable<T> = { safeParse(input: unknown): { success: true; data: T } | { success: false; error: Issues } };
type Issues = { issues: readonly { path: PropertyKey[]; message: string; code?: string; input?: unknown }[] };

function parse<T>(schema: Parseable<T>, env: NodeJS.ProcessEnv): T {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new ConfigError(
    result.error.issues.map((issue) => sentence(String(issue.path[0]), issue.message, given)).join(' '),
  );
}

function sentence(variable: string, message: string, given: object): string {
  if (!(variable in given))
    return `The environment variable ${variable} is not set; see docs/operations.md for what it holds.`;
  return `The environment variable ${variable} is not usable: ${message.replace(/^Invalid input: /, '')}.`;
}

function toConfig(values: Partial<Pick<Environment, 'REDIS_URL'>> & Omit<Environment, 'REDIS_URL'>): Config {
  return {
    databaseUrl: values.DATABASE_URL,
    databasePoolSize: values.DATABASE_POOL_SIZE,
    redisUrl: values.REDIS_URL ?? null,
    redisKeyPrefix: values.REDIS_KEY_PREFIX,
    secret: values.PARLEY_SECRET,
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PARLEY_PUBLIC_URL ?? null,
    realtimeUrl: values.PARLEY_REALTIME_URL ?? null,
    trustedProxies: values.PARLEY_TRUSTED_PROXIES ?? [],
    tls: tlsFiles(values),
    mail: mailSettings(values),
    socketSessionSeconds: values.PARLEY_SOCKET_SESSION_SECONDS,
    idleCloseMinutes: values.PARLEY_IDLE_CLOSE_MINUTES,
    idleSweepSeconds: values.PARLEY_IDLE_SWEEP_SECONDS,
    drainSeconds: values.PARLEY_DRAIN_SECONDS,
    rateLimitFactor: values.PARLEY_RATE_LIMIT_FACTOR,
    allowsPrivateSso: values.PARLEY_ALLOW_PRIVATE_SSO,
    logLevel: values.PARLEY_LOG_LEVEL,
  };
}

function tlsFiles({ PARLEY_TLS_CERT_FILE: certFile, PARLEY_TLS_KEY_FILE: keyFile }: Partial<Environment>) {
  if (certFile && keyFile) return { certFile, keyFile };
  if (!certFile && !keyFile) return null;
  const [given, missing] = certFile ? ['CERT', 'KEY'] : ['KEY', 'CERT'];
  throw new ConfigError(`PARLEY_TLS_${given}_FILE is set, so PARLEY_TLS_${missing}_FILE has to be set too.`);
}

/** Links in mails are made of the public address: the one in a request may be anybody's. */
function mailSettings(values: Partial<Environment>): MailSettings | null {
  const { PARLEY_SMTP_URL: smtpUrl, PARLEY_MAIL_FROM: from, PARLEY_PUBLIC_URL: publicUrl } = values;
  if (!smtpUrl) return null;
  if (from && publicUrl) return { smtpUrl, from };
  throw new ConfigError(`PARLEY_SMTP_URL is set, so PARLEY_${from ? 'PUBLIC_URL' : 'MAIL_FROM'} has to be set too.`);
}
