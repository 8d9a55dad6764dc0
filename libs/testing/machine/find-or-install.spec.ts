import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findOrInstall } from './find-or-install.ts';

const PROGRAM = {
  names: ['first', 'second'],
  debianPackages: ['first-package', 'fonts'],
  advice: 'Install the first.',
};
const path = process.env.PATH;

describe('findOrInstall', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-path-'));
    process.env.PATH = folder;
  });

  afterEach(async () => {
    process.env.PATH = path;
    await rm(folder, { recursive: true });
  });

  it('takes what is on the PATH, the preferred name first', async () => {
    await script('second');
    expect(findOrInstall(PROGRAM)).toBe(join(folder, 'second'));
    await script('first');
    expect(findOrInstall(PROGRAM)).toBe(join(folder, 'first'));
  });

  it('passes over files that cannot be run', async () => {
    await writeFile(join(folder, 'first'), '');
    expect(() => findOrInstall(PROGRAM)).toThrow('Install the first.');
  });

  it('says what to install where it cannot install', () => {
    expect(() => findOrInstall(PROGRAM)).toThrow(/^Install the first\.$/);
  });

  const canInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');

  (canInstall ? describe : describe.skip)('as root on Debian', () => {
    it('installs the packages, with fresh lists', async () => {
      const made = join(folder, 'first');
      const install = `printf '#!/bin/sh\\n' > ${made}; /bin/chmod 755 ${made}`;
      await script('apt-get', `case "$*" in *update) : > ${folder}/lists;; *) . ${folder}/lists; ${install};; esac`);
      expect(findOrInstall(PROGRAM)).toBe(made);
    });

    it('says what to install, and why apt-get could not', async () => {
      await script('apt-get', 'echo "no network"; exit 100');
      expect(() => findOrInstall(PROGRAM)).toThrow(/^apt-get update failed\. Install the first\.\nno network$/);
    });
  });

  async function script(name: string, content = ''): Promise<void> {
    await writeFile(join(folder, name), `#!/bin/sh\n${content}\n`);
    await chmod(join(folder, name), 0o755);
  }
});
