import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

import { jest } from '@jest/globals';

import { createDatabase, type TestDatabase } from './databases.ts';
import { startApp } from './processes.ts';
import { redisPrefix, redisUrl } from './services.ts';

/** A process loads all of its modules before it listens. */
jest.setTimeout(60_000);

describe('startApp', () => {
  let database: TestDatabase;
  let env: Record<string, string>;

  beforeAll(async () => {
    database = await createDatabase();
    env = {
      DATABASE_URL: database.url,
      REDIS_URL: redisUrl(),
      REDIS_KEY_PREFIX: redisPrefix(),
      PARLEY_SECRET: 'a secret of more than thirty-two characters',
    };
  });

  afterAll(() => database.drop());

  it('resolves when the process is ready, and stops it the way an operator does', async () => {
    const worker = await startApp('worker', env);
    expect((await fetch(`${worker.url}/health/live`)).status).toBe(200);
    expect(await worker.stop()).toEqual({ code: 0, signal: null });
    await expect(fetch(`${worker.url}/health/live`)).rejects.toThrow('fetch failed');
  });

  it('says what the process said when it ends before it is ready', async () => {
    const { PARLEY_SECRET: _, ...incomplete } = env;
    await expect(startApp('worker', incomplete)).rejects.toThrow(/worker ended with 78 [^]*PARLEY_SECRET is not set/);
  });

  it('halts and goes on, and dies at once when it is killed', async () => {
    const worker = await startApp('worker', env);
    worker.pause();
    const answer = fetch(`${worker.url}/health/live`);
    worker.resume();
    expect((await answer).status).toBe(200);
    worker.pause();
    expect(await worker.kill()).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('leaves nothing behind when the tests are killed', async () => {
    const script = `
      import { startApp } from './libs/testing/processes.ts';
      console.log((await startApp('worker', ${JSON.stringify(env)})).url);
    `;
    const flags = ['--conditions=source', '--input-type=module', '-e', script];
    const tests = spawn(process.execPath, flags, { cwd: resolve(import.meta.dirname, '../..'), stdio: 'pipe' });
    const [url] = (await once(createInterface(tests.stdout), 'line')) as [string];
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    tests.kill('SIGKILL');
    await once(tests, 'close');
    await gone(url);
  });
});

/** Resolves when nobody answers there any more. */
async function gone(url: string): Promise<void> {
  const answered = await fetch(url).then(
    () => true,
    () => false,
  );
  if (answered) await gone(url);
}
