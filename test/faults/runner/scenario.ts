import type { Writing } from '../clients/wire-sender.ts';
import type { Random } from '../random.ts';
import type { Cast, Company } from './cast.ts';
import type { Recorder } from './recorder.ts';
import type { Rig } from './rig.ts';

/** What a fault has to work with. */
export interface World {
  rig: Rig;
  cast: Cast;
  random: Random;
  recorder: Recorder;
  /** How long the trouble should last, in milliseconds. */
  duration: number;
}

/** Makes trouble for about the duration. What it leaves broken is healed after it. */
export type Fault = (world: World) => Promise<void>;

export interface Scenario {
  name: string;
  /** The faults in a few words. */
  about: string;
  fault: Fault;
  /** Instead of the usual people. */
  companies?: readonly Company[];
  writing?: Writing;
  /** Messages per second. */
  rate?: number;
  /** Of every text, at least. */
  textLength?: number;
  /** Whether people stop writing before the healing or after it; the seed decides when it is not said. */
  stopsWriting?: 'before' | 'after';
  /** Why this machine cannot run it; null when it can. */
  obstacle?: () => Promise<string | null> | string | null;
}

const ACME: Company = { productVisitors: 2, wireVisitors: 2, productAgents: 1, wireAgents: 1, observers: 1 };
const OTHER: Company = { productVisitors: 1, wireVisitors: 1, productAgents: 0, wireAgents: 1, observers: 1 };

/** Two workspaces, so that one could hear of the other. */
export const USUAL_COMPANIES: readonly Company[] = [ACME, OTHER];
export const USUAL_WRITING: Writing = { window: 4, twins: 0.1 };
export const USUAL_RATE = 500;
