import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];

interface JestResults {
  numPassedTests: number;
  numFailedTests: number;
  /** Files that broke before or outside their tests. */
  numRuntimeErrorTestSuites: number;
}

/** Resolves with Jest's exit code, after printing the line that sums up. */
export async function runJest(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<number> {
  const directory = await mkdtemp(path.join(tmpdir(), 'parley-jest-'));
  const resultsFile = path.join(directory, 'results.json');
  try {
    const code = await spawnJest(['--json', `--outputFile=${resultsFile}`, ...args], environment);
    process.stdout.write(`${summary(await readResults(resultsFile))}\n`);
    return code;
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** Jest reports on stderr; its stdout would only name the file of results. */
async function spawnJest(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(process.execPath, [...JEST, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['inherit', 'ignore', 'inherit'],
  });
  const forward = (signal: NodeJS.Signals) => void child.kill(signal);
  process.on('SIGTERM', forward).on('SIGINT', forward);
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}

async function readResults(file: string): Promise<JestResults> {
  const broken = { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 1 };
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? broken : (JSON.parse(text) as JestResults);
}

function summary({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites }: JestResults): string {
  return `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`;
}
