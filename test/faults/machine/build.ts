import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const REPOSITORY = resolve(import.meta.dirname, '../../..');
const IGNORED = '**/*.spec.ts,**/*.int-spec.ts,**/spec-support/**,apps/widget/**,apps/console/**,**/*.d.ts';

/** A change to a compiled file; `anchor` stands in it exactly once. */
export interface SourcePatch {
  /** Below `dist`. */
  file: string;
  anchor: string;
  replacement: string;
}

/** The services, compiled into a folder of their own: what others build meanwhile does not touch the ones under test. */
export class Build {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(patches: readonly SourcePatch[] = []): Promise<Build> {
    const build = new Build(await mkdtemp(join(tmpdir(), 'parley-faults-build-')));
    await build.#compile();
    for (const patch of patches) await build.#apply(patch);
    return build;
  }

  main(app: string): string {
    return join(this.folder, 'dist/apps', app, 'main.js');
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  async #compile(): Promise<void> {
    const swc = join(REPOSITORY, 'node_modules/.bin/swc');
    const args = ['apps', 'libs', '-d', join(this.folder, 'dist'), '--quiet', '--ignore', IGNORED];
    await promisify(execFile)(swc, args, { cwd: REPOSITORY });
    await copyFile(join(REPOSITORY, 'package.json'), join(this.folder, 'package.json'));
    await symlink(join(REPOSITORY, 'node_modules'), join(this.folder, 'node_modules'));
  }

  async #apply({ file, anchor, replacement }: SourcePatch): Promise<void> {
    const path = join(this.folder, 'dist', file);
    await writeFile(path, replaceOnce(await readFile(path, 'utf8'), anchor, replacement, file));
  }
}

/** Throws when the anchor is not there, or more than once: a mutant that changes nothing would prove nothing. */
export function replaceOnce(text: string, anchor: string, replacement: string, where: string): string {
  const parts = text.split(anchor);
  if (parts.length !== 2) throw new Error(`${where} has ${parts.length - 1} times, not once:\n${anchor}`);
  return parts.join(replacement);
}
