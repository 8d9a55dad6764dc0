import { Injectable } from '@nestjs/common';

import { newId } from '#common';
import type { Agent, Role } from '#database';
import { PrismaService } from '#database';

import { hashPassword } from './passwords/passwords.ts';
import { requireAgent } from './require-agent.ts';

export interface NewAgent {
  workspaceId: string;
  email: string;
  name: string;
  password: string;
  role: Role;
}

@Injectable()
export class Agents {
  constructor(private readonly prisma: PrismaService) {}

  async create({ password, email, ...rest }: NewAgent): Promise<Agent> {
    const passwordHash = await hashPassword(password);
    return this.prisma.agent.create({ data: { id: newId(), email: email.toLowerCase(), passwordHash, ...rest } });
  }

  /** Throws `not_found` for an agent of another workspace or one that was removed. */
  async get(workspaceId: string, id: string): Promise<Agent> {
    return requireAgent(this.prisma, workspaceId, id);
  }

  async list(workspaceId: string): Promise<Agent[]> {
    return this.prisma.agent.findMany({ where: { workspaceId, removedAt: null }, orderBy: { name: 'asc' } });
  }
}
