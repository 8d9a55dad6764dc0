import { Controller } from '@nestjs/common';

import type { SignedInActor, StaffActor } from '#common';
import type { Appended, RouteRequest } from '#contracts';
import { Messages, Receipts, Typing } from '#conversations';
import { CurrentActor, Input, Route } from '#http-kit';

@Controller()
export class MessagesController {
  constructor(
    private readonly messages: Messages,
    private readonly typing: Typing,
    private readonly receipts: Receipts,
  ) {}

  @Route('message.send')
  send(@CurrentActor() actor: SignedInActor, @Input() input: RouteRequest<'message.send'>): Promise<Appended> {
    return this.messages.send(actor, input);
  }

  @Route('note.add')
  addNote(@CurrentActor() actor: StaffActor, @Input() input: RouteRequest<'note.add'>): Promise<Appended> {
    return this.messages.addNote(actor, input);
  }

  @Route('typing')
  tellTyping(@CurrentActor() actor: SignedInActor, @Input() input: RouteRequest<'typing'>): Promise<void> {
    return this.typing.tellIfAllowed(actor, input);
  }

  @Route('receipt')
  raiseReceipt(@CurrentActor() actor: SignedInActor, @Input() input: RouteRequest<'receipt'>): Promise<void> {
    return this.receipts.raise(actor, input);
  }
}
