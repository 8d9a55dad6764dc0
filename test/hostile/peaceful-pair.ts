import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import type { Question, Report } from './bystander.ts';
import type { Town } from './town.ts';

/** The bystander's process, from outside. */
export class PeacefulPair {
  readonly #ended: Promise<never>;

  private constructor(private readonly child: ChildProcess) {
    this.#ended = once(child, 'exit').then(() => Promise.reject(new Error('the bystander ended')));
    this.#ended.catch(() => undefined);
  }

  static async start(town: Town): Promise<PeacefulPair> {
    const { conversationId, people } = town.peaceful;
    const seats = await Promise.all(
      (['visitor', 'agent'] as const).map(async (kind, index) => {
        const ticket = await town.cluster.ticket(people[kind].accessToken);
        return { kind, url: town.socketUrls[index] ?? '', ticket };
      }),
    );
    const child = fork(path.join(import.meta.dirname, 'bystander.ts'), { execArgv: ['--conditions=source'] });
    const pair = new PeacefulPair(child);
    await pair.ask({ ask: 'begin', invitation: { conversationId, seats } });
    return pair;
  }

  async ask(question: Question): Promise<Report> {
    const answer = once(this.child, 'message');
    this.child.send(question);
    return ((await Promise.race([answer, this.#ended])) as [Report])[0];
  }

  stop(): void {
    if (this.child.connected) this.child.disconnect();
  }
}
