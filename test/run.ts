import { runJest } from './run/jest.ts';
import { startServices } from './run/services.ts';
import { testsToRun } from './run/tests-to-run.ts';

/**
 * `npm test`: starts what the chosen tests need, runs Jest with the arguments it was given, stops everything and exits as
 * Jest did. The last line says how many tests passed and failed.
 */
async function main(args: string[]): Promise<number> {
  const services = await startServices(await testsToRun(args));
  try {
    return await runJest(args, services.environment);
  } finally {
    await services.stop();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
