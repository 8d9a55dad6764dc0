import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { freePort, signalledWhenParentDies } from '#database';

export interface ServerOptions {
  name: string;
  /** Compiled entry file. */
  file: string;
  env: Readonly<Record<string, string>>;
  nodeFlags?: readonly string[];
  /** Answers below 500 once the server can serve. */
  readyPath?: string;
}

/** What a server says about itself through its probe (machine/probe.ts). */
export interface ProbeAnswer {
  rss: number;
  heapUsed: number;
  /** Microseconds, user and system. */
  cpu: number;
}

const READY_WITHIN_MS = 30_000;
const PROBE = new URL('probe.ts', import.meta.url).href;

/** A Node process of one of the systems, on loopback, run as in production. It ends with the benchmark, however that ends. */
export class ServerProcess {
  readonly url: string;
  #output = '';
  readonly #closed: Promise<unknown>;

  readonly name: string;
  private readonly child: ChildProcess;

  private constructor(name: string, child: ChildProcess, port: number) {
    this.name = name;
    this.child = child;
    this.url = `http://127.0.0.1:${port}`;
    this.#closed = once(child, 'close');
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output = (this.#output + text).slice(-4_000)));
  }

  static async start({ name, file, env, nodeFlags = [], readyPath = '/' }: ServerOptions): Promise<ServerProcess> {
    const port = await freePort();
    const flags = ['--expose-gc', `--import=${PROBE}`, ...nodeFlags];
    const [program, ...args] = signalledWhenParentDies([process.execPath, ...flags, file], 'KILL');
    const child = spawn(program, args, {
      env: { PATH: process.env.PATH, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Out of the terminal's process group: Ctrl-C reaches the benchmark alone, which then stops everything.
      detached: true,
    });
    const server = new ServerProcess(name, child, port);
    await server.untilReady(server.url + readyPath);
    return server;
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.name} did not start`);
    return this.child.pid;
  }

  /** Collects garbage first, if asked. */
  async probe(question: 'usage' | 'settled usage'): Promise<ProbeAnswer> {
    const answered = once(this.child, 'message');
    this.child.send(question);
    const [answer] = (await answered) as [ProbeAnswer];
    return answer;
  }

  /** As an operator does it, within limits. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    const impatience = setTimeout(() => this.child.kill('SIGKILL'), 3_000);
    await this.#closed;
    clearTimeout(impatience);
  }

  /** As a crash does it. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#closed;
  }

  private async untilReady(url: string): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await answers(url))) {
      if (this.child.exitCode !== null)
        throw new Error(`${this.name} ended with ${this.child.exitCode}:\n${this.#output}`);
      if (Date.now() > deadline) {
        await this.kill();
        throw new Error(`${this.name} was not ready within ${READY_WITHIN_MS} ms:\n${this.#output}`);
      }
      await delay(25);
    }
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    return false;
  }
}
