import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

import { signalledWhenParentDies } from '#database';

import type { Build } from './build.ts';

export type App = 'api' | 'realtime';

export interface InstanceOptions {
  app: App;
  name: string;
  build: Build;
  port: number;
  env: Readonly<Record<string, string>>;
}

const READY_WITHIN_MS = 60_000;
const OUTPUT_KEPT = 20_000;

/** A process of ours that comes and goes on one address. Remembers what must not happen. */
export class Instance {
  readonly options: InstanceOptions;
  /** Ends that nobody asked for, and errors it wrote to its log. */
  failures: string[] = [];
  peakBytes = 0;
  #child: ChildProcess | null = null;
  #exited: Promise<unknown> = Promise.resolve();
  #isExpected = true;
  #output = '';

  constructor(options: InstanceOptions) {
    this.options = options;
  }

  get name(): string {
    return this.options.name;
  }

  get isUp(): boolean {
    return this.#child !== null;
  }

  /** What it wrote last, to stdout and stderr. */
  get output(): string {
    return this.#output;
  }

  /** Resolves when it says that it is ready. `env` comes on top of the usual. */
  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    if (!this.#child) this.#launch(env);
    await this.untilReady();
  }

  /** As a crash does it. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Asks it to drain and leave; resolves when it has left. */
  drain(): Promise<void> {
    return this.#end('SIGTERM');
  }

  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Reads how much memory it has just now. */
  async sample(): Promise<void> {
    const status = await readFile(`/proc/${this.#child?.pid}/status`, 'utf8').catch(() => '');
    this.peakBytes = Math.max(this.peakBytes, Number(/^VmRSS:\s*(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
  }

  async untilReady(): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (!(await this.#isReady())) {
      if (!this.#child) throw new Error(`${this.name} ended before it was ready:\n${this.output}`);
      if (performance.now() > deadline) throw new Error(`${this.name} did not get ready:\n${this.output}`);
      await delay(50);
    }
  }

  #launch(extra: Readonly<Record<string, string>>): void {
    const { app, build, port, env } = this.options;
    const command = [process.execPath, '--enable-source-maps', build.main(app)] as const;
    const [program, ...args] = signalledWhenParentDies(command, 'KILL');
    const own = { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port) };
    // Out of the terminal's process group: Ctrl-C ends the suite, which ends this.
    const child = spawn(program, args, {
      cwd: build.folder,
      env: { ...own, ...env, ...extra },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on('line', (line) => this.#keep(line));
    this.#child = child;
    this.#isExpected = false;
    this.#exited = once(child, 'close').then((exit: unknown[]) => this.#left(child, exit));
  }

  /** pino's level of errors: the product logs one for what it takes to be a bug of its own. */
  #keep(line: string): void {
    this.#output = `${this.#output}${line}\n`.slice(-OUTPUT_KEPT);
    if (line.startsWith('{"level":50') || line.startsWith('{"level":60'))
      this.failures.push(`${this.name} logged ${line}`);
  }

  #left(child: ChildProcess, [code, signal]: unknown[]): void {
    if (this.#child === child) this.#child = null;
    if (!this.#isExpected)
      this.failures.push(`${this.name} ended by itself with ${String(code ?? signal)}:\n${this.output.slice(-2_000)}`);
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.#isExpected = true;
    this.#child?.kill(signal);
    this.#child?.kill('SIGCONT');
    await this.#exited;
  }

  async #isReady(): Promise<boolean> {
    const { port } = this.options;
    try {
      const response = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(1_000) });
      return response.status === 200;
    } catch {
      return false;
    }
  }
}
