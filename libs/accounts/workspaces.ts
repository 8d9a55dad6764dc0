import { Injectable } from '@nestjs/common';

import { newId } from '#common';
import { PrismaService } from '#database';
import type { Workspace } from '#database';

@Injectable()
export class Workspaces {
  constructor(private readonly prisma: PrismaService) {}

  create(name: string): Promise<Workspace> {
    return this.prisma.workspace.create({ data: { id: newId(), name } });
  }
}
