import type { Violation } from '../checker/history.ts';
import type { RunResult } from '../runner/run-scenario.ts';

/** A run as the report keeps it: without its history. */
export interface Outcome extends Omit<RunResult, 'record'> {
  /** Where the history of a run with violations was written. */
  history?: string;
  /** The suite itself failed: nothing was judged. */
  failure?: string;
}

export interface Line {
  scenario: string;
  runs: number;
  acknowledged: number;
  unanswered: number;
  refused: number;
  violations: number;
  failures: number;
  longestHealMs: number;
}

export function summarise(outcomes: readonly Outcome[]): Line[] {
  return Array.from(
    Map.groupBy(outcomes, ({ scenario }) => scenario),
    ([scenario, runs]) => lineOf(scenario, runs),
  );
}

export function totalOf(outcomes: readonly Outcome[]): Line {
  return lineOf('all', outcomes);
}

function lineOf(scenario: string, runs: readonly Outcome[]): Line {
  const sum = (of: (run: Outcome) => number) => runs.reduce((total, run) => total + of(run), 0);
  return {
    scenario,
    runs: runs.length,
    acknowledged: sum(({ acknowledged }) => acknowledged),
    unanswered: sum(({ unanswered }) => unanswered),
    refused: sum(({ refused }) => refused),
    violations: sum(({ violations }) => violations.length),
    failures: runs.filter(({ failure }) => failure !== undefined).length,
    longestHealMs: Math.max(0, ...runs.map(({ healMs }) => healMs)),
  };
}

export function table(rows: readonly (readonly (string | number)[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)));
  const cell = (value: string | number, column: number) =>
    typeof value === 'number' ? String(value).padStart(widths[column] ?? 0) : value.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

export function reportOf(outcomes: readonly Outcome[], skipped: Readonly<Record<string, string>>): string {
  const head = [
    'scenario',
    'runs',
    'acknowledged',
    'unanswered',
    'refused',
    'violations',
    'failures',
    'longest heal, ms',
  ];
  const rows = [...summarise(outcomes), totalOf(outcomes)].map((line) => Object.values(line) as (string | number)[]);
  const left = Object.entries(skipped).map(([scenario, reason]) => `${scenario} was left out: ${reason}`);
  return [table([head, ...rows]), ...left, ...outcomes.flatMap(complaints)].join('\n');
}

const SHOWN = 5;

function complaints({ scenario, seed, violations, history, failure }: Outcome): string[] {
  if (failure !== undefined) return [`${scenario}, seed ${seed}: the run failed: ${failure}`];
  if (violations.length === 0) return [];
  const shown = violations.slice(0, SHOWN).map(({ property, what }: Violation) => `  ${property}: ${what}`);
  const more = violations.length > SHOWN ? [`  and ${violations.length - SHOWN} more`] : [];
  return [`${scenario}, seed ${seed}, history in ${history}:`, ...shown, ...more];
}
