import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import { pinned } from '../machine/affinity.ts';
import type { TaskInput, TaskName, TaskOutput } from './tasks.ts';

const MAIN = new URL('main.ts', import.meta.url).pathname;

type Answer = { output: unknown } | { error: string };

/** The one load generator, in a process of its own. */
export class Generator {
  private readonly child: ChildProcess;
  readonly #closed: Promise<unknown>;
  #settle: ((answer: Answer) => void) | undefined;

  private constructor(child: ChildProcess) {
    this.child = child;
    this.#closed = once(child, 'close').then(() => this.#settle?.({ error: 'the generator ended' }));
    child.on('message', (answer: Answer) => this.#settle?.(answer));
  }

  static start(core: number | undefined): Generator {
    const [program, ...args] = pinned(core, [process.execPath, '--conditions=source', MAIN]);
    const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
    return new Generator(spawn(program, args, { stdio: [...stdio], serialization: 'advanced', detached: true }));
  }

  /** One task at a time. */
  async run<N extends TaskName>(name: N, input: TaskInput<N>): Promise<TaskOutput<N>> {
    const answered = new Promise<Answer>((resolve) => (this.#settle = resolve));
    this.child.send({ name, input });
    const answer = await answered;
    if ('error' in answer) throw new Error(`${name}: ${answer.error}`);
    return answer.output as TaskOutput<N>;
  }

  async stop(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#closed;
  }
}
