import { spawn } from 'node:child_process';
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import { freePort } from './free-port.ts';

/** A Redis of one spec, to be killed and started again at will. Keeps nothing. */
export class RedisServer {
  private process: ChildProcess | null = null;

  private constructor(readonly port: number) {}

  static async start(): Promise<RedisServer> {
    const server = await RedisServer.reserve();
    await server.start();
    return server;
  }

  /** An address at which no Redis listens yet. */
  static async reserve(): Promise<RedisServer> {
    return new RedisServer(await freePort());
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const settings = ['--bind', '127.0.0.1', '--port', String(this.port), '--save', '', '--loglevel', 'notice'];
    const redis = await launch('redis-server', settings).catch(() => launch('valkey-server', settings));
    this.process = redis;
    for await (const line of createInterface({ input: redis.stdout })) if (line.includes('Ready to accept')) break;
    redis.stdout.resume();
  }

  /** As a crash does it: no goodbye to anyone. */
  async kill(): Promise<void> {
    const redis = this.process;
    this.process = null;
    if (!redis) return;
    const exit = once(redis, 'exit');
    redis.kill('SIGKILL');
    await exit;
  }
}

async function launch(
  program: string,
  settings: readonly string[],
): Promise<ChildProcessByStdio<null, Readable, null>> {
  const child = spawn(program, settings, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child, 'spawn');
  return child;
}
