import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import type { SignedInActor } from '#common';
import type { RouteOutput, RouteRequest } from '#contracts';
import { EventPages } from '#conversations';
import { CurrentActor, Input, Route } from '#http-kit';
import { Lifecycle } from '#process';
import { Transcripts } from '#transcripts';

@Controller()
export class ReadingController {
  readonly #draining = new AbortController();

  constructor(
    private readonly pages: EventPages,
    private readonly transcripts: Transcripts,
    lifecycle: Lifecycle,
  ) {
    lifecycle.onDrain(() => this.#draining.abort());
  }

  @Route('conversation.events')
  events(
    @CurrentActor() actor: SignedInActor,
    @Input() request: RouteRequest<'conversation.events'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RouteOutput<'conversation.events'>> {
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    return this.pages.read(actor, request, AbortSignal.any([gone.signal, this.#draining.signal]));
  }

  @Route('conversation.transcript')
  transcript(
    @CurrentActor() actor: SignedInActor,
    @Input() request: RouteRequest<'conversation.transcript'>,
  ): Promise<RouteOutput<'conversation.transcript'>> {
    return this.transcripts.read(actor, request);
  }
}
