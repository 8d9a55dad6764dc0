import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lasting } from '../runner/rig.ts';
import type { Rig } from '../runner/rig.ts';
import type { Fault } from '../runner/scenario.ts';

/** The log lies on a disk that somebody else fills up. */
export const diskFull: Fault = async ({ rig, duration }) => {
  const disk = SmallDisk.mount(rig.postgres.directory);
  const { pool } = rig.postgres;
  try {
    await pool.query(`CREATE TABLESPACE small LOCATION '${disk.folder}/tablespace'`);
    await move(rig, 'small');
    disk.fill();
    await lasting(duration);
    disk.free();
    await move(rig, 'pg_default');
    await pool.query('DROP TABLESPACE small');
  } finally {
    disk.unmount();
  }
};

async function move(rig: Rig, space: string): Promise<void> {
  const { pool } = rig.postgres;
  await pool.query(`ALTER TABLE events SET TABLESPACE ${space}`);
  const { rows } = await pool.query<{ name: string }>(
    `SELECT indexname AS name FROM pg_indexes WHERE tablename = 'events'`,
  );
  for (const { name } of rows) await pool.query(`ALTER INDEX "${name}" SET TABLESPACE ${space}`);
}

/** A file system in memory, of a size of its own. */
class SmallDisk {
  readonly folder: string;
  readonly #leave = () => this.unmount();

  private constructor(folder: string) {
    this.folder = folder;
    process.once('exit', this.#leave);
  }

  /** For the account that owns the database. */
  static mount(owned: string): SmallDisk {
    const folder = mkdtempSync(join(tmpdir(), 'parley-faults-disk-'));
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96m,mode=0755', 'tmpfs', folder]);
    if (status !== 0) throw new Error('a small disk could not be mounted');
    const { uid, gid } = statSync(join(owned, 'cluster'));
    spawnSync('mkdir', [join(folder, 'tablespace')]);
    chownSync(join(folder, 'tablespace'), uid, gid);
    return new SmallDisk(folder);
  }

  fill(): void {
    spawnSync('dd', ['if=/dev/zero', `of=${join(this.folder, 'filler')}`, 'bs=4096'], { stdio: 'ignore' });
  }

  free(): void {
    rmSync(join(this.folder, 'filler'), { force: true });
  }

  unmount(): void {
    process.off('exit', this.#leave);
    spawnSync('umount', ['-l', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Why there can be no small disk here; null when there can. */
export function diskObstacle(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'parley-faults-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  if (status === 0) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return status === 0 ? null : 'a small disk cannot be mounted here: that needs root with CAP_SYS_ADMIN';
}
