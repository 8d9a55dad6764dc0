import { Injectable, Module } from '@nestjs/common';

import { AccountsModule, Agents, Workspaces } from '#accounts';
import { PrismaService } from '#database';
import { Sites, VisitorsModule } from '#visitors';

export const DEMO = { siteKey: 'demo', email: 'demo@parley.local' } as const;

/** Something to look at on the first start: a workspace with a site and two agents. */
@Injectable()
export class DemoWorkspace {
  constructor(
    private readonly prisma: PrismaService,
    private readonly workspaces: Workspaces,
    private readonly agents: Agents,
    private readonly sites: Sites,
  ) {}

  /** Does nothing in a database that has a workspace already; true when it made one. */
  async createOnce(password: string): Promise<boolean> {
    if ((await this.prisma.workspace.count()) > 0) return false;
    const { id: workspaceId } = await this.workspaces.create('Demo');
    await this.sites.create({ workspaceId, name: 'Juniper & Co.', publicKey: DEMO.siteKey, allowedOrigins: [] });
    await this.agents.create({ workspaceId, email: DEMO.email, name: 'Dana Demo', role: 'owner', password });
    await this.agents.create({ workspaceId, email: 'robin@parley.local', name: 'Robin Demo', role: 'agent', password });
    return true;
  }

  async isThere(): Promise<boolean> {
    return (await this.prisma.agent.count({ where: { email: DEMO.email } })) > 0;
  }
}

@Module({ imports: [AccountsModule, VisitorsModule], providers: [DemoWorkspace] })
export class DemoModule {}
