import type { Attack } from '../attack.ts';
import { commandInputs } from './commands.ts';
import { commandFlood, guessing, polling, rooms } from './floods.ts';
import { rawFrames } from './raw-frames.ts';
import { restInputs } from './rest-inputs.ts';
import { slowloris, wire } from './wire.ts';

export const ATTACKS: readonly Attack[] = [
  restInputs,
  commandInputs,
  rawFrames,
  wire,
  rooms,
  commandFlood,
  guessing,
  polling,
  slowloris,
];
