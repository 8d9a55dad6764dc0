import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The short form of `npm run test:hostile`, in a process of its own as there. */
it('hostile input of every kind neither stops a process nor makes it stumble, and bystanders lose nothing', async () => {
  const args = ['--conditions=source', path.join(ROOT, 'test/hostile/run.ts'), '--seconds', '27', '--seed', '1'];
  const told = await promisify(execFile)(process.execPath, args, { cwd: ROOT }).catch(
    (error: { stdout?: string }) => error,
  );
  const lines = told.stdout?.trim().split('\n') ?? [];
  expect(lines.filter((line) => line.startsWith('VIOLATION'))).toEqual([]);
  const total = JSON.parse(lines.at(-1) ?? '{}') as { acknowledged?: number; sent?: number };
  expect(total).toMatchObject({ violations: 0 });
  expect(total.acknowledged).toBeGreaterThan(0);
}, 300_000);
