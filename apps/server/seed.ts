import 'reflect-metadata';

import { randomBytes } from 'node:crypto';

import { Agents, Workspaces } from '#accounts';
import { readConfig } from '#config';
import { PrismaService, SqlPool } from '#database';
import { failStart } from '#process';
import { Sites } from '#visitors';

import { DEMO, DemoWorkspace } from './demo-workspace.ts';

/** `npm run seed`: the demo workspace in the database of `DATABASE_URL`, for a deployment of several processes. */
async function seed(): Promise<void> {
  const pool = new SqlPool({ url: readConfig().databaseUrl, size: 1 });
  const prisma = new PrismaService(pool);
  const demo = new DemoWorkspace(prisma, new Workspaces(prisma), new Agents(prisma), new Sites(prisma));
  const password = randomBytes(9).toString('base64url');
  const isNew = await demo.createOnce(password);
  const told = `Demo login  ${DEMO.email}  ${password}\nSite key    ${DEMO.siteKey}\n`;
  process.stdout.write(isNew ? told : 'There is a workspace already: nothing was changed.\n');
  await prisma.$disconnect();
  await pool.end();
}

await seed().catch(failStart);
