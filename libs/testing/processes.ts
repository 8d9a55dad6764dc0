import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { signalledWhenParentDies } from '#database';

import { freePort } from './free-port.ts';

export type AppName = 'api' | 'realtime' | 'worker' | 'server';

export type Environment = Readonly<Record<string, string>>;

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

const REPOSITORY = resolve(import.meta.dirname, '../..');
const READY_WITHIN_MS = 30_000;
const OUTPUT_KEPT = 100_000;

/**
 * Starts a compiled process of ours on a free port, or on the given one. It is told `env` and inherits nothing from the
 * tests. Resolves when it answers that it is ready; rejects with the end of its output when it does not come to that.
 */
export async function startApp(app: AppName, env: Environment, port?: number): Promise<AppProcess> {
  const started = new AppProcess(app, env, port ?? (await freePort()));
  try {
    await started.untilReady();
    return started;
  } catch (error) {
    await started.kill();
    throw error;
  }
}

/**
 * One compiled process of ours, as an operator would run it, on loopback. It ends with the tests whatever happens to
 * them (on Linux; elsewhere when they exit by themselves).
 */
export class AppProcess {
  readonly app: AppName;
  readonly port: number;
  readonly url: string;
  readonly exited: Promise<Exit>;
  #output = '';

  private readonly child: ChildProcess;

  constructor(app: AppName, env: Environment, port: number) {
    this.app = app;
    this.port = port;
    this.url = `${env.PARLEY_TLS_CERT_FILE ? 'https' : 'http'}://127.0.0.1:${port}`;
    this.child = launch(app, { HOST: '127.0.0.1', PORT: String(port), ...env });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => this.keep(text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => this.keep(text));
    const leave = () => this.child.kill('SIGKILL');
    process.once('exit', leave);
    this.exited = exitOf(this.child).finally(() => process.off('exit', leave));
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.app} did not start`);
    return this.child.pid;
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

  async untilReady(): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    let exit: Exit | undefined;
    void this.exited.then((value) => (exit = value));
    while (!(await this.isReady())) {
      if (exit)
        throw new Error(`${this.app} ended with ${exit.code ?? exit.signal} before it was ready:\n${this.tail()}`);
      if (Date.now() > deadline)
        throw new Error(`${this.app} was not ready within ${READY_WITHIN_MS} ms:\n${this.tail()}`);
      await delay(25);
    }
  }

  private keep(text: string): void {
    this.#output = (this.#output + text).slice(-OUTPUT_KEPT);
  }

  private async isReady(): Promise<boolean> {
    try {
      return (await statusOf(`${this.url}/health/ready`)) === 200;
    } catch {
      return false;
    }
  }

  private tail(): string {
    return this.output.split('\n').slice(-30).join('\n');
  }
}

/** Whatever certificate there is: what is asked is whether somebody answers. */
async function statusOf(url: string): Promise<number | undefined> {
  const options = { agent: false, rejectUnauthorized: false, signal: AbortSignal.timeout(1_000) };
  const asking = url.startsWith('https:') ? https.get(url, options) : http.get(url, options);
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

async function exitOf(child: ChildProcess): Promise<Exit> {
  const [code, signal] = (await once(child, 'close')) as [Exit['code'], Exit['signal']];
  return { code, signal };
}

function launch(app: AppName, env: Environment): ChildProcess {
  const main = join(REPOSITORY, 'dist/apps', app, 'main.js');
  const [program, ...args] = signalledWhenParentDies([process.execPath, '--enable-source-maps', main], 'KILL');
  return spawn(program, args, {
    cwd: REPOSITORY,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
