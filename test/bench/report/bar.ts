import type { Figures } from './figures.ts';
import type { Spread } from './spread.ts';
import { number, spread } from './table.ts';

/** What the benchmark is held to. Nothing fails when a bar is missed: it is said. */
export interface Bar {
  what: string;
  must: string;
  goal: string;
  /** The figure that is judged, and how it is shown. */
  measured: (figures: Figures) => { value: number; text: string } | undefined;
  isMet: (value: number) => boolean;
  isGoal: (value: number) => boolean;
}

export const atLeast = (limit: number) => (value: number) => value >= limit;
export const atMost = (limit: number) => (value: number) => value <= limit;
export const ofSpread = (found: Spread | null | undefined) =>
  found ? { value: found.median, text: spread(found) } : undefined;
export const ofNumber = (value: number | undefined, unit: string) =>
  value === undefined ? undefined : { value, text: `${number(value)}${unit}` };
