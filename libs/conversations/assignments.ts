import { Injectable } from '@nestjs/common';

import { Agents } from '#accounts';
import type { StaffActor } from '#common';
import type { Appended, Command, Person } from '#contracts';

import { ConversationLog } from './log/conversation-log.ts';

@Injectable()
export class Assignments {
  constructor(
    private readonly agents: Agents,
    private readonly log: ConversationLog,
  ) {}

  /** To an agent of the same workspace, or to nobody. Throws `not_found` or `conversation_closed`. */
  async assign(
    actor: StaffActor,
    input: Command<'conversation.assign'>,
    origin: string | null = null,
  ): Promise<Appended> {
    const { conversationId, clientId, assigneeId } = input;
    const assignee = assigneeId === null ? null : await this.person(actor.workspaceId, assigneeId);
    const body = { assignee };
    return this.log.append({ type: 'conversation.assigned', conversationId, actor, clientId, body }, origin);
  }

  private async person(workspaceId: string, agentId: string): Promise<Person> {
    const { id, name } = await this.agents.get(workspaceId, agentId);
    return { id, name };
  }
}
