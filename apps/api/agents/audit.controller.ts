import { Controller } from '@nestjs/common';

import { AuditEntries } from '#accounts';
import type { StaffActor } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { CurrentActor, Input, Route } from '#http-kit';

@Controller()
export class AuditController {
  constructor(private readonly entries: AuditEntries) {}

  @Route('audit.list')
  list(
    @CurrentActor() actor: StaffActor,
    @Input() input: RouteRequest<'audit.list'>,
  ): Promise<RouteOutput<'audit.list'>> {
    return this.entries.list(actor, input);
  }
}
