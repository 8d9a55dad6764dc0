import { writeFile } from 'node:fs/promises';

import { Bench, type Case } from './bench.ts';
import { CASES } from './cases/index.ts';
import { describeAgain, describeMachine } from './machine/describe.ts';
import { type Options, USAGE, readOptions } from './options.ts';
import { barsSection } from './report/bars.ts';
import type { Results } from './report/figures.ts';
import { machineSection } from './report/machine-section.ts';
import { toText } from './report/section.ts';
import type { Section } from './report/section.ts';

/** `npm run bench`: runs the chosen cases, prints them, and stops everything it started, however it ends. */
async function main(options: Options): Promise<void> {
  const cases = chosen(options.only);
  const bench = new Bench(options);
  const leave = (): void => void bench.stoppers.stop().then(() => process.exit(130));
  process.once('SIGINT', leave).once('SIGTERM', leave);
  try {
    const results = await run(bench, cases);
    print(machineSection(results));
    print(barsSection(results.figures));
    if (options.jsonFile) await writeFile(options.jsonFile, `${JSON.stringify(results, null, 2)}\n`);
  } finally {
    await bench.stoppers.stop();
  }
}

async function run(bench: Bench, cases: readonly Case[]): Promise<Results> {
  const startedAt = new Date();
  const machine = await describeMachine(bench.cores, await bench.postgres());
  const figures: Record<string, unknown> = {};
  for (const one of cases) {
    bench.say(one.name);
    figures[one.name] = await one.run(bench);
    one.show(figures[one.name]).forEach(print);
  }
  const { runs, isQuick } = bench.options;
  return {
    machine: describeAgain(machine, await bench.postgres()),
    runs,
    isQuick,
    startedAt: startedAt.toISOString(),
    seconds: (Date.now() - startedAt.getTime()) / 1000,
    figures,
  };
}

function print(section: Section): void {
  process.stdout.write(`\n${toText(section)}\n`);
}

function chosen(only: readonly string[]): readonly Case[] {
  const all = CASES as readonly Case[];
  const unknown = only.find((name) => !all.some((one) => one.name === name));
  if (unknown) throw new Error(`there is no case ${unknown}; there are ${all.map(({ name }) => name).join(', ')}`);
  return only.length > 0 ? all.filter(({ name }) => only.includes(name)) : all;
}

try {
  const args = process.argv.slice(2);
  if (args.includes('--help')) process.stdout.write(`${USAGE}\n`);
  else await main(readOptions(args));
} catch (error) {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
}
