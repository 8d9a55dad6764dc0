import { readFileSync } from 'node:fs';

import type { AppProcess } from '#testing';

import type { Town } from './town.ts';

const EVERY_MS = 250;
/** Of one process, in MiB: a bound that garbage collection stays far below, and a leak does not. */
const MEMORY_MIB = 600;

/** Looks at the processes while they are attacked: alive, how large, and what they wrote into their logs. */
export class Watch {
  peakMib = 0;
  readonly #processes: readonly AppProcess[];
  readonly #pids: readonly number[];
  readonly #timer: NodeJS.Timeout;

  constructor({ cluster }: Town) {
    this.#processes = [...cluster.api, ...cluster.realtime, ...cluster.worker];
    this.#pids = this.#processes.map(({ pid }) => pid);
    this.#timer = setInterval(() => this.look(), EVERY_MS);
  }

  /** What must not have happened, so far. */
  async violations(): Promise<string[]> {
    const checks = this.#processes.map(async (one) => {
      const isAlive = await fetch(`${one.url}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
      const errors = one.output
        .split('\n')
        .filter((line) => line.includes('"level":50') || line.includes('"level":60'));
      return [...(isAlive ? [] : [`${one.app} does not answer`]), ...errors.map((line) => `${one.app} logged ${line}`)];
    });
    const found = (await Promise.all(checks)).flat();
    return this.peakMib > MEMORY_MIB ? [...found, `a process used ${this.peakMib} MiB`] : found;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  private look(): void {
    for (const pid of this.#pids) this.peakMib = Math.max(this.peakMib, residentMib(pid));
  }
}

function residentMib(pid: number): number {
  try {
    const [, kib = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kib) / 1024);
  } catch {
    return 0;
  }
}
