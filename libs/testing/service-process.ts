import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { signalledWhenParentDies } from '#database';

import { freePort } from './free-port.ts';

export type AppName = 'api' | 'realtime' | 'worker' | 'server';

export interface ServiceProcessOptions {
  app: AppName;
  /** Everything the process is told; it inherits nothing from the tests. */
  env: Readonly<Record<string, string>>;
  /** A free one when absent. */
  port?: number;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const REPOSITORY = resolve(import.meta.dirname, '../..');
const READY_WITHIN_MS = 30_000;
const OUTPUT_KEPT = 100_000;

/**
 * One compiled process of ours, as an operator would run it, on loopback. It ends with the tests whatever happens to
 * them (on Linux; elsewhere when they exit by themselves).
 */
export class ServiceProcess {
  readonly url: string;
  readonly exited: Promise<Exit>;
  #output = '';

  private readonly child: ChildProcess;

  /** Resolves when it answers that it is ready; rejects with the end of its output when it does not come to that. */
  static async start(options: ServiceProcessOptions): Promise<ServiceProcess> {
    const service = new ServiceProcess(options.app, options.env, options.port ?? (await freePort()));
    try {
      await service.untilReady();
      return service;
    } catch (error) {
      await service.kill();
      throw error;
    }
  }

  private constructor(app: AppName, env: Readonly<Record<string, string>>, port: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.child = launch(app, { HOST: '127.0.0.1', PORT: String(port), ...env });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => this.keep(text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => this.keep(text));
    const leave = () => this.child.kill('SIGKILL');
    process.once('exit', leave);
    this.exited = once(this.child, 'close').then(([code, signal]: [Exit['code'], Exit['signal']]) => {
      process.off('exit', leave);
      return { code, signal };
    });
  }

  /** The newest of what it wrote to stdout and stderr. */
  get output(): string {
    return this.#output;
  }

  /** Asks it to drain and leave; resolves when it has left. */
  async stop(): Promise<Exit> {
    this.child.kill('SIGTERM');
    this.child.kill('SIGCONT');
    return this.exited;
  }

  /** As a crash does it. */
  async kill(): Promise<Exit> {
    this.child.kill('SIGKILL');
    return this.exited;
  }

  /** It stands still with its connections open, as a machine that swaps or a virtual one that is moved. */
  pause(): void {
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }

  private keep(text: string): void {
    this.#output = (this.#output + text).slice(-OUTPUT_KEPT);
  }

  private async untilReady(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    let exit: Exit | undefined;
    void this.exited.then((value) => (exit = value));
    while (!(await this.isReady())) {
      if (exit) throw new Error(`It ended with ${exit.code ?? exit.signal} before it was ready:\n${this.tail()}`);
      if (Date.now() > deadline) throw new Error(`It was not ready within ${READY_WITHIN_MS} ms:\n${this.tail()}`);
      await delay(25);
    }
  }

  private async isReady(): Promise<boolean> {
    try {
      const response = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(1_000) });
      return response.status === 200;
    } catch {
      return false;
    }
  }

  private tail(): string {
    return this.output.split('\n').slice(-30).join('\n');
  }
}

function launch(app: AppName, env: Readonly<Record<string, string>>): ChildProcess {
  const main = join(REPOSITORY, 'dist/apps', app, 'main.js');
  const [program, ...args] = signalledWhenParentDies([process.execPath, '--enable-source-maps', main], 'KILL');
  return spawn(program, args, {
    cwd: REPOSITORY,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
