import fc from 'fast-check';

import { COMMANDS, isErrorCode } from '#contracts';
import type { CommandName } from '#contracts';
import { commandSchemas } from '#contracts/schemas';
import type { TestSocket } from '#testing';

import type { Attack } from '../attack.ts';
import { hostileInput } from '../generate/from-schema.ts';
import { oddity } from '../generate/values.ts';
import { Seats } from './seats.ts';
import { until } from './until.ts';

const NAMES = Object.keys(COMMANDS) as CommandName[];

/** Every command, with inputs made from its schema and spoilt, from a visitor's and an agent's socket. */
export const commandInputs: Attack = {
  name: 'command-inputs',
  isForTheCode: true,
  async run(town, signal, seed) {
    const { open, known } = await town.attackers();
    const seats = new Seats(open);
    const outcome = await until(signal, 1, async (turn) => {
      const name = NAMES[turn % NAMES.length] ?? 'resume';
      const inputs = Array.from({ length: 16 }, (_, index) => {
        const arbitrary = index % 8 === 7 ? oddity : hostileInput(commandSchemas[name].input, known);
        return fc.sample(arbitrary, { numRuns: 1, seed: seed + turn * 16 + index })[0];
      });
      const socket = await seats.take(turn % 2 === 0 ? 'visitor' : 'agent');
      if (!socket) return null;
      const answers = await Promise.all(inputs.map((input) => ask(socket, name, input)));
      return answers.find((answer) => answer !== null) ?? null;
    });
    seats.leave();
    return { ...outcome, sent: outcome.sent * 16 };
  },
};

async function ask(socket: TestSocket, name: string, input: unknown): Promise<string | null> {
  const answer = await socket.sendRaw(name, input).catch(() => null);
  if (answer === null || answer.ok) return null;
  const { code } = answer.error;
  const isFine = isErrorCode(code) && code !== 'internal';
  return isFine ? null : `${code} for ${name} ${JSON.stringify(input)?.slice(0, 300)}`;
}
