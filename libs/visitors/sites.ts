import { Injectable } from '@nestjs/common';

import { DomainError, newId } from '#common';
import { PrismaService } from '#database';
import type { Site } from '#database';

export interface NewSite {
  workspaceId: string;
  name: string;
  publicKey: string;
  allowedOrigins: string[];
}

@Injectable()
export class Sites {
  constructor(private readonly prisma: PrismaService) {}

  create(site: NewSite): Promise<Site> {
    return this.prisma.site.create({ data: { id: newId(), ...site } });
  }

  async getByKey(publicKey: string): Promise<Site> {
    return found(await this.prisma.site.findUnique({ where: { publicKey } }));
  }

  async get(workspaceId: string, id: string): Promise<Site> {
    return found(await this.prisma.site.findFirst({ where: { id, workspaceId } }));
  }
}

function found(site: Site | null): Site {
  if (!site) throw new DomainError('not_found');
  return site;
}
