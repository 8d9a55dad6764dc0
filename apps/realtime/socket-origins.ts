import type { IncomingHttpHeaders } from 'node:http';

import { Injectable } from '@nestjs/common';

import { DomainError } from '#common';
import type { SessionActor } from '#common';
import { OwnOrigin } from '#process';
import { SiteOrigins } from '#visitors';

/** From which websites' pages sockets may be opened. A program that is no browser sends no `Origin` and is judged by its ticket alone. */
@Injectable()
export class SocketOrigins {
  constructor(
    private readonly own: OwnOrigin,
    private readonly sites: SiteOrigins,
  ) {}

  /** Before anything is known but the address: pages of our own, and of any site's websites. */
  async isKnown(headers: IncomingHttpHeaders): Promise<boolean> {
    return this.own.isOwn(headers) || this.sites.isKnown(headers.origin ?? '');
  }

  /** Once it is known who it is; throws `origin_not_allowed`. Agents connect from our own pages alone, visitors also from their site's. */
  async check(headers: IncomingHttpHeaders, actor: SessionActor): Promise<void> {
    if (this.own.isOwn(headers)) return;
    const isAllowed = actor.kind === 'visitor' && (await this.sites.isAllowed(headers.origin ?? '', actor.siteId));
    if (!isAllowed) throw new DomainError('origin_not_allowed');
  }
}
