import 'reflect-metadata';

import { parseArgs } from 'node:util';

import { AccessChanges, AuditLog, Links, WorkspaceFounding } from '#accounts';
import { createBackplane } from '#backplane';
import { DomainError } from '#common';
import { ConfigError, readServerSettings } from '#config';
import { email, name } from '#contracts/schemas';
import { PrismaService, SqlPool, migrate } from '#database';
import { failStart } from '#process';

import { DataFolder } from './data-folder.ts';
import { openDatabase } from './open-database.ts';

const USAGE = 'Usage: npm run create-owner -- --workspace NAME --email ADDRESS';

interface Order {
  workspace: string;
  owner: string;
}

/**
 * `npm run create-owner`: a workspace, and the link with which its first owner joins. In the database of `DATABASE_URL`, or in the
 * data folder of an all-in-one process that does not run at the moment.
 */
async function createOwner({ workspace, owner }: Order): Promise<void> {
  const settings = readServerSettings();
  const database = await openDatabase(settings.databaseUrl ?? new DataFolder(settings.dataDir));
  try {
    await migrate(database.url);
    const config = settings.toConfig({ databaseUrl: database.url, secret: '' });
    const token = await found(database.url, workspace, owner);
    const url = new Links(config).to('invitation', token, `http://localhost:${config.port}`);
    process.stdout.write(`${owner} becomes the owner of ${workspace} with this link, within seven days:\n${url}\n`);
  } finally {
    await database.stop();
  }
}

async function found(databaseUrl: string, workspace: string, owner: string): Promise<string> {
  const pool = new SqlPool({ url: databaseUrl, size: 1 });
  const prisma = new PrismaService(pool);
  // Nobody has to hear of a workspace that nobody is in.
  const { bus } = createBackplane({ redisUrl: null, keyPrefix: '' });
  try {
    const changes = new AccessChanges(prisma, new AuditLog(), bus);
    return await new WorkspaceFounding(prisma, changes).found(workspace, owner);
  } catch (error) {
    const isTaken = error instanceof DomainError && error.code === 'already_exists';
    throw isTaken ? new ConfigError(`${owner} is the address of an agent already.`) : error;
  } finally {
    await prisma.$disconnect();
    await pool.end();
  }
}

function readOrder(): Order {
  try {
    const { values } = parseArgs({ options: { workspace: { type: 'string' }, email: { type: 'string' } } });
    return { workspace: name.parse(values.workspace), owner: email.parse(values.email) };
  } catch {
    throw new ConfigError(USAGE);
  }
}

try {
  await createOwner(readOrder());
} catch (error) {
  failStart(error);
}
