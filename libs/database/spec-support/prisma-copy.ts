import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { prismaFolder } from '../migrations/prisma-folder.ts';

/** A folder like prisma/, to be changed at will. */
export class PrismaCopy {
  private constructor(readonly folder: string) {}

  static async ofRepository(): Promise<PrismaCopy> {
    const copy = await PrismaCopy.empty();
    await cp(prismaFolder(), copy.folder, { recursive: true });
    return copy;
  }

  static async empty(): Promise<PrismaCopy> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-prisma-'));
    await mkdir(join(folder, 'migrations'));
    return new PrismaCopy(folder);
  }

  async write(name: string, sql: string): Promise<void> {
    await mkdir(join(this.folder, 'migrations', name), { recursive: true });
    await writeFile(join(this.folder, 'migrations', name, 'migration.sql'), sql);
  }

  async forget(name: string): Promise<void> {
    await rm(join(this.folder, 'migrations', name), { recursive: true });
  }

  async editSchema(edit: (schema: string) => string): Promise<void> {
    const file = join(this.folder, 'schema.prisma');
    const before = await readFile(file, 'utf8');
    const after = edit(before);
    if (after === before) throw new Error('the edit changes nothing');
    await writeFile(file, after);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}
