import { Agents, Workspaces } from '#accounts';
import { newId } from '#common';
import type { Role } from '#contracts';
import type { PrismaService } from '#database';
import { Sites } from '#visitors';

export interface TestWorkspace {
  workspaceId: string;
  siteId: string;
  siteKey: string;
}

export interface TestAgent {
  id: string;
  name: string;
  email: string;
  password: string;
}

/** A workspace with one site; each has a name of its own, so tests on one database do not meet. */
export async function aWorkspace(prisma: PrismaService): Promise<TestWorkspace> {
  const { id: workspaceId } = await new Workspaces(prisma).create('Acme');
  const siteKey = `site-${newId()}`;
  const site = await new Sites(prisma).create({
    workspaceId,
    name: 'Acme shop',
    publicKey: siteKey,
    allowedOrigins: [],
  });
  return { workspaceId, siteId: site.id, siteKey };
}

export async function anAgent(
  prisma: PrismaService,
  workspaceId: string,
  name: string,
  role: Role = 'agent',
): Promise<TestAgent> {
  const password = 'correct horse battery staple';
  const email = `${newId()}@acme.test`;
  const { id } = await new Agents(prisma).create({ workspaceId, email, name, role, password });
  return { id, name, email, password };
}
