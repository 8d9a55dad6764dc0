import { Controller } from '@nestjs/common';

import { ApiKeys, presentApiKey } from '#accounts';
import type { NewApiKey, Requester } from '#accounts';
import type { AgentActor } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { CurrentActor, CurrentRequester, Input, Route } from '#http-kit';

@Controller()
export class ApiKeysController {
  constructor(private readonly keys: ApiKeys) {}

  @Route('apiKey.list')
  async list(
    @CurrentActor() agent: AgentActor,
    @Input() _: RouteRequest<'apiKey.list'>,
  ): Promise<RouteOutput<'apiKey.list'>> {
    return { apiKeys: (await this.keys.list(agent.workspaceId)).map(presentApiKey) };
  }

  @Route('apiKey.create')
  async create(
    @CurrentRequester() by: Requester<AgentActor>,
    @Input() input: RouteRequest<'apiKey.create'>,
  ): Promise<RouteOutput<'apiKey.create'>> {
    return presentNew(await this.keys.create(by, input));
  }

  @Route('apiKey.rotate')
  async rotate(
    @CurrentRequester() by: Requester<AgentActor>,
    @Input() { apiKeyId, overlapHours }: RouteRequest<'apiKey.rotate'>,
  ): Promise<RouteOutput<'apiKey.rotate'>> {
    return presentNew(await this.keys.rotate(by, apiKeyId, overlapHours));
  }

  @Route('apiKey.revoke')
  revoke(
    @CurrentRequester() by: Requester,
    @Input() { apiKeyId }: RouteRequest<'apiKey.revoke'>,
  ): Promise<RouteOutput<'apiKey.revoke'>> {
    return this.keys.revoke(by, apiKeyId);
  }
}

function presentNew({ key, secret }: NewApiKey): RouteOutput<'apiKey.create'> {
  return { apiKey: presentApiKey(key), secret };
}
