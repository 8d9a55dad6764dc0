import { newId } from '#common';
import { ROLES, SCOPES } from '#contracts';
import { Cluster } from '#testing';
import type { OpenConversation } from '#testing';

/** Those who attack have sessions too: everybody can get one. */
export interface Attackers {
  open: OpenConversation;
  /** Access tokens of every kind, and none. */
  tokens: (string | null)[];
  /** Ids that exist in their workspace. */
  known: string[];
}

/** Two instances of everything that listens, people who only want to talk, and those who attack, in a workspace of their own. */
export class Town {
  private constructor(
    readonly cluster: Cluster,
    readonly peaceful: OpenConversation,
  ) {}

  static async open(limits: 'on' | 'off'): Promise<Town> {
    const env = { PARLEY_RATE_LIMIT_FACTOR: limits === 'on' ? '1' : '0' };
    const cluster = await Cluster.start({ api: 2, realtime: 2, worker: 1, env });
    return new Town(cluster, await cluster.openConversation());
  }

  get apiUrls(): string[] {
    return this.cluster.api.map(({ url }) => url);
  }

  get socketUrls(): string[] {
    return this.cluster.realtime.map(({ url }) => url);
  }

  /** New sessions each time: an attack may well have ended the ones before. */
  async attackers(): Promise<Attackers> {
    const open = await this.cluster.openConversation();
    const { workspace, conversationId, people } = open;
    const agents = await Promise.all(ROLES.map((role) => this.cluster.agent(workspace, `An ${role}`, role)));
    const key = await this.cluster.apiKey(workspace, SCOPES);
    const tokens = [null, people.visitor.accessToken, ...agents.map(({ accessToken }) => accessToken), key];
    const ids = [conversationId, people.visitor.id, people.agent.id, workspace.siteId, workspace.workspaceId];
    return { open, tokens, known: [...ids, ...agents.map(({ id }) => id), newId()] };
  }

  async close(): Promise<void> {
    await this.cluster.stop();
  }
}
