import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import { environment, readServerSettings } from '#config';
import { DURATIONS, ROUTES, SOCKET_PATH } from '#contracts';

interface Service {
  image: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  stop_grace_period?: string;
  healthcheck?: { disable?: boolean };
  deploy?: { replicas: number };
}

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const { services } = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };
/** Those that run our image. */
const ours = Object.entries(services).filter(([, service]) => service.build !== undefined);
const dockerfile = read('Dockerfile');
const finalStage = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
const balancer = read('deploy/haproxy.cfg');

const known = Object.keys(environment.shape);
const required = Object.entries(environment.shape)
  .filter(([, schema]) => !schema.safeParse(undefined).success)
  .map(([name]) => name);

/** Instructions `ENV NAME=value …` of the final stage. */
function variablesOfImage(): string[] {
  const instructions = finalStage.replaceAll('\\\n', ' ').matchAll(/^ENV (.+)$/gm);
  return [...instructions].flatMap(([, pairs]) => [...(pairs ?? '').matchAll(/(\w+)=/g)].map(([, name]) => name ?? ''));
}

/** The source a compiled entry file is made of. */
function sourceOf(command: readonly string[] | undefined): string {
  const entry = command?.find((word) => word.endsWith('.js')) ?? '';
  return entry.replace(/^dist\//, '').replace(/\.js$/, '.ts');
}

function pathsOf(text: string): string[] {
  return [...text.matchAll(/\/health\/\w+/g)].map(([match]) => match);
}

function secondsOf(timeout: string): number {
  return Number(new RegExp(`^\\s*timeout ${timeout} +(\\d+)s$`, 'm').exec(balancer)?.[1]);
}

describe('docker-compose.yml', () => {
  it('runs every process, api and realtime twice', () => {
    expect(new Set(ours.map(([name]) => name))).toEqual(new Set(['api', 'migrate', 'realtime', 'worker']));
    expect(services.api?.deploy?.replicas).toBe(2);
    expect(services.realtime?.deploy?.replicas).toBe(2);
  });

  it.each(ours)('sets for %s only variables that Parley knows', (_, service) => {
    expect(known).toEqual(expect.arrayContaining(Object.keys(service.environment ?? {})));
  });

  it.each(ours)('sets for %s every variable without a default', (_, service) => {
    expect(Object.keys(service.environment ?? {})).toEqual(expect.arrayContaining(required));
  });

  it.each(ours)('starts %s by an entry file that exists', (_, service) => {
    expect(service.command?.[0]).toBe('node');
    expect(sourceOf(service.command)).toMatch(/^(apps|libs)\/.+\.ts$/);
    expect(existsSync(path.join(ROOT, sourceOf(service.command)))).toBe(true);
  });

  it.each(ours)('gives %s more time to stop than it takes to drain', (_, service) => {
    const { drainSeconds } = readServerSettings({}).toConfig({ databaseUrl: '', secret: '' });
    expect(parseInt(service.stop_grace_period ?? '0', 10)).toBeGreaterThan(drainSeconds);
  });

  it('opens no port but the balancer’s', () => {
    const open = Object.entries(services).filter(([, service]) => service.ports !== undefined);
    expect(open.map(([name]) => name)).toEqual(['balancer']);
  });

  it('pins every image that is not ours to a line that gets fixes alone: the minor version, of PostgreSQL the major', () => {
    const images = Object.values(services).filter((service) => !service.build);
    for (const { image } of images) expect(image).toMatch(/^postgres:\d+-|:\d+\.\d+-/);
  });

  it('asks for nothing that .env.example does not explain', () => {
    const asked = [...read('docker-compose.yml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name);
    const explained = [...read('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name);
    expect(new Set(asked)).toEqual(new Set(explained));
  });
});

describe('The image', () => {
  it('does not run as root', () => {
    const users = [...finalStage.matchAll(/^USER (\S+)$/gm)].map(([, user]) => user);
    expect(users).toHaveLength(1);
    expect(users[0]).not.toMatch(/^(root|0)(:|$)/);
  });

  it('sets only variables that Parley or Node knows', () => {
    const others = variablesOfImage().filter((name) => !known.includes(name));
    expect(new Set(others)).toEqual(new Set(['NODE_ENV', 'NODE_OPTIONS']));
  });

  it('asks for its health by a route that exists', () => {
    expect(pathsOf(finalStage)).toEqual([ROUTES['health.live'].path]);
  });

  it('starts by an entry file that exists', () => {
    const command = JSON.parse(/^CMD (\[.+\])$/m.exec(finalStage)?.[1] ?? '[]') as string[];
    expect(sourceOf(command)).toBe('apps/api/main.ts');
    expect(existsSync(path.join(ROOT, sourceOf(command)))).toBe(true);
  });
});

describe('The load balancer', () => {
  it('takes an instance for healthy when it is ready', () => {
    expect(pathsOf(balancer)).toEqual([ROUTES['health.ready'].path, ROUTES['health.ready'].path]);
  });

  it('sends sockets to realtime and everything else to api', () => {
    expect(balancer).toContain(`use_backend realtime if { path_beg ${SOCKET_PATH} }`);
    expect(balancer).toContain('default_backend api');
  });

  it('says itself who is connected, and is believed', () => {
    expect(balancer).toContain('http-request set-header X-Forwarded-For %[src]');
    for (const [, service] of ours) expect(service.environment?.PARLEY_TRUSTED_PROXIES).toBe('uniquelocal');
  });

  it('waits longer than a long poll, and longer than a socket may be silent', () => {
    for (const timeout of ['client', 'server']) expect(secondsOf(timeout)).toBeGreaterThan(DURATIONS.longPoll);
    expect(secondsOf('tunnel') * 1000).toBeGreaterThan(DURATIONS.pingIntervalMs + DURATIONS.pingTimeoutMs);
  });
});
