import { Injectable } from '@nestjs/common';

import { AgentStanding } from '#accounts';
import type { DomainError, SessionActor } from '#common';

import { VisitorStanding } from './visitor-standing.ts';

/** Whose access to look at, and from which address they come just now; null when that is not known. */
export interface Checked {
  actor: SessionActor;
  address: string | null;
}

/** Of one query. */
const AT_ONCE = 1_000;

/**
 * Whether somebody with a good token may still come in, by what the database says at this moment. Every REST request with a
 * token, every handshake, every `session.refresh` and every socket that a change concerns passes here.
 */
@Injectable()
export class AccessCheck {
  constructor(
    private readonly agents: AgentStanding,
    private readonly visitors: VisitorStanding,
  ) {}

  /** The actor as it is now. Throws `session_ended`, `banned`, `origin_not_allowed` or `token_expired`. */
  check({ actor, address }: Checked): Promise<SessionActor> {
    return actor.kind === 'agent' ? this.agents.check(actor) : this.visitors.check({ actor, address });
  }

  /** Many in few queries, without waiting for a crowd; answers in the order given, a refusal in the place of its actor. */
  async checkAll(all: readonly Checked[]): Promise<(SessionActor | DomainError)[]> {
    const answers: (SessionActor | DomainError)[] = [];
    for (let start = 0; start < all.length; start += AT_ONCE)
      answers.push(...(await this.checkSome(all.slice(start, start + AT_ONCE))));
    return answers;
  }

  private async checkSome(some: readonly Checked[]): Promise<(SessionActor | DomainError)[]> {
    const [agents, visitors] = await Promise.all([
      this.agents.checkAll(some.flatMap(({ actor }) => (actor.kind === 'agent' ? [actor] : []))),
      this.visitors.checkAll(
        some.flatMap(({ actor, address }) => (actor.kind === 'visitor' ? [{ actor, address }] : [])),
      ),
    ]);
    // Each in its turn: both answer in the order asked.
    const [nextAgent, nextVisitor] = [agents.values(), visitors.values()];
    return some.map(({ actor }) => {
      const answer = (actor.kind === 'agent' ? nextAgent : nextVisitor).next();
      if (answer.done) throw new Error('a check was not answered');
      return answer.value;
    });
  }
}
