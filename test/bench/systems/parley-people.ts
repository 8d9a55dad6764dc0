import { randomUUID } from 'node:crypto';

import { hash } from '@node-rs/argon2';

import { runSql } from '../machine/postgres.ts';
import { callApi, inParallel } from './rest.ts';

/** Access tokens live ten minutes. */
const RENEW_AFTER_MS = 7 * 60_000;
const PASSWORD = 'correct horse battery staple';

/** A visitor or an agent, signed in over REST like any client. */
export class Person {
  private readonly signIn: () => Promise<string>;
  #token: Promise<string> | undefined;
  #since = 0;

  constructor(signIn: () => Promise<string>) {
    this.signIn = signIn;
  }

  accessToken(): Promise<string> {
    if (!this.#token || Date.now() - this.#since > RENEW_AFTER_MS) {
      this.#since = Date.now();
      this.#token = this.signIn();
    }
    return this.#token;
  }
}

export interface Team {
  workspaceId: string;
  siteKey: string;
  agents: Person[];
}

export interface OpenConversation {
  conversationId: string;
  team: Team;
  visitor: Person;
  agent: Person;
}

/** A workspace with a site and agents. Made in the database: the API has no routes for it. The hash is a cheap one, it is not what is measured. */
export async function createTeam(databaseUrl: string, apiUrl: string, agentCount: number): Promise<Team> {
  const [workspaceId, siteId, siteKey] = [randomUUID(), randomUUID(), `site-${randomUUID()}`];
  await runSql(databaseUrl, 'INSERT INTO workspaces (id, name) VALUES ($1, $2)', [workspaceId, 'Bench']);
  const site = 'INSERT INTO sites (id, workspace_id, name, public_key, allowed_origins) VALUES ($1, $2, $3, $4, $5)';
  await runSql(databaseUrl, site, [siteId, workspaceId, 'Bench shop', siteKey, []]);
  const passwordHash = await hash(PASSWORD, { memoryCost: 64, timeCost: 1, parallelism: 1 });
  const emails = Array.from({ length: agentCount }, () => `${randomUUID()}@bench.test`);
  await runSql(
    databaseUrl,
    `INSERT INTO agents (id, workspace_id, email, name, password_hash)
     SELECT gen_random_uuid(), $1, email, 'Ada', $2 FROM unnest($3::text[]) AS email`,
    [workspaceId, passwordHash, emails],
  );
  const agents = emails.map((email) => new Person(() => logIn(apiUrl, email)));
  return { workspaceId, siteKey, agents };
}

export function createVisitor(apiUrl: string, siteKey: string): Person {
  let sessionToken: string | undefined;
  return new Person(async () => {
    const session = await callApi(apiUrl, 'visitor.session', { siteKey, sessionToken });
    sessionToken = session.sessionToken;
    return session.accessToken;
  });
}

export async function openConversations(apiUrl: string, team: Team, count: number): Promise<OpenConversation[]> {
  return inParallel(Array.from({ length: count }), async (_, index) => {
    const visitor = createVisitor(apiUrl, team.siteKey);
    const created = await callApi(
      apiUrl,
      'conversation.create',
      { clientId: randomUUID() },
      await visitor.accessToken(),
    );
    const agent = team.agents[index % team.agents.length];
    if (!agent) throw new Error('a team needs an agent');
    return { conversationId: created.id, team, visitor, agent };
  });
}

async function logIn(apiUrl: string, email: string): Promise<string> {
  return (await callApi(apiUrl, 'auth.login', { email, password: PASSWORD })).accessToken;
}
