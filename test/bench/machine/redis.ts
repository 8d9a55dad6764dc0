import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { freePort, signalledWhenParentDies } from '#database';

const SETTINGS = ['--bind', '127.0.0.1', '--dir', '/tmp', '--save', '', '--appendonly', 'no'];

/** A Redis of the benchmark's own, which keeps nothing. It can be killed, halted and started again on its port. */
export class Redis {
  readonly url: string;
  #child: ChildProcess | undefined;

  private readonly port: number;

  private constructor(port: number) {
    this.port = port;
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async start(): Promise<Redis> {
    const redis = new Redis(await freePort());
    await redis.launch();
    return redis;
  }

  get pid(): number {
    if (this.#child?.pid === undefined) throw new Error('Redis does not run');
    return this.#child.pid;
  }

  async launch(): Promise<void> {
    const server = ['redis-server', '--port', String(this.port), ...SETTINGS] as const;
    const [program, ...args] = signalledWhenParentDies([...server], 'KILL');
    const child = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    for await (const line of createInterface(child.stdout))
      if (line.includes('Ready to accept connections')) return void child.stdout.resume();
    throw new Error(
      'Redis did not start: the benchmark needs redis-server on the PATH (Debian: apt install redis-server).',
    );
  }

  /** As a crash does it: what was on the way is lost, connections are reset. It keeps nothing, so this is also how it ends. */
  async stop(): Promise<void> {
    if (!this.#child || this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await closed;
  }

  /** As a machine that stands still: connections stay open, nobody answers. */
  halt(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }
}
