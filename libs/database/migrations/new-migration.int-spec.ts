import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

import { jest } from '@jest/globals';

import { PrismaCopy } from '../spec-support/prisma-copy.ts';
import { newMigration } from './new-migration.ts';

/** Making a cluster takes most of a second, and several when the machine is busy. */
jest.setTimeout(60_000);

describe('newMigration', () => {
  let prisma: PrismaCopy;

  beforeEach(async () => {
    prisma = await PrismaCopy.ofRepository();
  });

  afterEach(() => prisma.remove());

  it('writes the difference between the migrations and the schema, which then agree', async () => {
    await prisma.editSchema((schema) => schema.replace(/(model Workspace \{\n)/, '$1  motto String?\n'));
    const file = await newMigration('workspace_motto', prisma.folder);
    expect(basename(dirname(file ?? ''))).toMatch(/^\d{14}_workspace_motto$/);
    expect(await readFile(file ?? '', 'utf8')).toMatch(/ALTER TABLE "workspaces" ADD COLUMN +"motto" TEXT;/);
    expect(await newMigration('once_more', prisma.folder)).toBeUndefined();
  });
});
