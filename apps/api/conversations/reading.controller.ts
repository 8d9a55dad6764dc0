import { Controller, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import type { SignedInActor } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { EventPages } from '#conversations';
import { CurrentActor, Input, Route } from '#http-kit';
import { Lifecycle } from '#process';
import { Transcripts } from '#transcripts';

import { Authentication } from '../authentication.ts';

@Controller()
export class ReadingController {
  readonly #draining = new AbortController();

  constructor(
    private readonly pages: EventPages,
    private readonly transcripts: Transcripts,
    private readonly authentication: Authentication,
    lifecycle: Lifecycle,
  ) {
    lifecycle.onDrain(() => this.#draining.abort());
  }

  @Route('conversation.events')
  async events(
    @CurrentActor() actor: SignedInActor,
    @Input() input: RouteRequest<'conversation.events'>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RouteOutput<'conversation.events'>> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const page = await this.pages.read(actor, input, AbortSignal.any([gone.signal, this.#draining.signal]));
    // Whoever was shut out while they waited hears nothing more.
    if (input.wait > 0) await this.authentication.identify(request);
    return page;
  }

  @Route('conversation.transcript')
  transcript(
    @CurrentActor() actor: SignedInActor,
    @Input() request: RouteRequest<'conversation.transcript'>,
  ): Promise<RouteOutput<'conversation.transcript'>> {
    return this.transcripts.read(actor, request);
  }
}
