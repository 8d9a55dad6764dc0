import { readFileSync, readdirSync } from 'node:fs';

/** The unit of /proc/PID/stat: 100 per second on every Linux that Node runs on. */
const MICROSECONDS_PER_TICK = 10_000;

/** A process to account for; with `family`, its children too, those that ended meanwhile included. */
export interface Metered {
  name: string;
  pid: number;
  family?: boolean;
}

interface Stat {
  parent: number;
  own: number;
  /** Of children that ended and were waited for. */
  ended: number;
}

/** CPU time so far, user and system, in microseconds; empty where there is no /proc. */
export function cpuTimes(processes: readonly Metered[]): number[] {
  const all = processes.some(({ family }) => family) ? readAll() : null;
  return processes.map(({ pid, family }) => {
    const stat = readStat(pid);
    if (!stat) return 0;
    const children = family ? [...(all?.values() ?? [])].filter(({ parent }) => parent === pid) : [];
    const ticks = stat.own + (family ? stat.ended : 0) + children.reduce((sum, child) => sum + child.own, 0);
    return ticks * MICROSECONDS_PER_TICK;
  });
}

function readAll(): Map<number, Stat> {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return new Map(pids.flatMap((pid) => [[pid, readStat(pid)] as const]).filter(isThere));
}

function isThere(entry: readonly [number, Stat | undefined]): entry is [number, Stat] {
  return entry[1] !== undefined;
}

/** Undefined when it has ended. The name, in parentheses, may hold spaces: fields are counted from behind it. */
function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (index: number) => fields[index] ?? 0;
    return { parent: at(1), own: at(11) + at(12), ended: at(13) + at(14) };
  } catch {
    return undefined;
  }
}
