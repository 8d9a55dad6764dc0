import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

interface Figures {
  total: { runs: number; acknowledged: number; violations: number; failures: number };
}

const ROOT = path.resolve(import.meta.dirname, '../..');
/** What breaks most often in real life. */
const SCENARIOS = [
  'client-cut',
  'client-reload',
  'gateway-kill',
  'gateway-drain',
  'redis-kill',
  'bus-chaos',
  'postgres-crash',
  'postgres-reply-cut',
];

/** The short form of `npm run test:faults`, in a process of its own as there: one run each, with a seed that repeats it. */
it('nothing is lost, doubled or reordered when clients, gateways, Redis and Postgres are cut, killed and confused', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-faults-'));
  const json = path.join(folder, 'figures.json');
  const options = ['--scenario', SCENARIOS.join(','), '--seed', '1', '--seconds', '2', '--json', json];
  try {
    const args = ['--conditions=source', path.join(ROOT, 'test/faults/run.ts'), ...options];
    const told = await promisify(execFile)(process.execPath, args, { cwd: ROOT }).catch(
      (error: { stdout?: string }) => error,
    );
    const { total } = JSON.parse(await readFile(json, 'utf8').catch(() => '{}')) as Partial<Figures>;
    expect({ ...total, told: told.stdout }).toMatchObject({ runs: SCENARIOS.length, violations: 0, failures: 0 });
    expect(total?.acknowledged).toBeGreaterThan(0);
  } finally {
    await rm(folder, { recursive: true });
  }
}, 300_000);
