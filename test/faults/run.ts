import { readOptions } from './cli/options.ts';
import { runAll } from './cli/run-all.ts';
import { runMutants } from './cli/run-mutants.ts';
import { stopEverything } from './runner/rig.ts';

const say = (text: string) => void process.stdout.write(`${text}\n`);

/** `npm run test:faults`. Everything it started is gone when it ends, also after Ctrl-C. */
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stopEverything().finally(() => process.exit(130)));

try {
  const options = readOptions(process.argv.slice(2));
  const isGood = await (options.isMutants ? runMutants : runAll)(options, say);
  process.exit(isGood ? 0 : 1);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await stopEverything();
  process.exit(1);
}
