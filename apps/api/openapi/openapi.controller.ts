import { Controller } from '@nestjs/common';

import type { RouteOutput } from '#contracts';
import { Route } from '#http-kit';

import { openApiDocument } from './openapi-document.ts';

@Controller()
export class OpenApiController {
  readonly #document = openApiDocument('1');

  @Route('openapi')
  read(): RouteOutput<'openapi'> {
    return this.#document;
  }
}
