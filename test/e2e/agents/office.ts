import request from 'supertest';

import { newId } from '#common';
import type { AuditAction, Role, RouteOutput } from '#contracts';
import { Cluster, startMailServer } from '#testing';
import type { MailServer, Participant, TestAgent, TestWorkspace } from '#testing';

export type Agent = Participant & TestAgent;
export type Team = { workspace: TestWorkspace } & Record<Role, Agent>;
type AuditPage = RouteOutput<'audit.list'>;

export const PUBLIC_URL = 'https://chat.acme.test';
/** Good enough for anybody who chooses a new one. */
export const PASSWORD = 'a walrus plays the tuba';

/** Two api instances with a mail server, and what agents do there. */
export class Office {
  private constructor(
    readonly cluster: Cluster,
    readonly mails: MailServer,
  ) {}

  static async open(): Promise<Office> {
    const mails = await startMailServer();
    const mail = {
      PARLEY_SMTP_URL: `smtp://127.0.0.1:${mails.port}`,
      PARLEY_MAIL_FROM: 'Acme <chat@acme.test>',
      PARLEY_PUBLIC_URL: PUBLIC_URL,
    };
    return new Office(await Cluster.start({ api: 2, realtime: 0, env: mail }), mails);
  }

  async close(): Promise<void> {
    await this.cluster.stop();
    await this.mails.stop();
  }

  get(path: string, token: string, instance = 0): request.Test {
    return request(this.at(instance)).get(path).auth(token, { type: 'bearer' });
  }

  post(path: string, token: string, body: object = {}, instance = 0): request.Test {
    return request(this.at(instance)).post(path).auth(token, { type: 'bearer' }).send(body);
  }

  /** By nobody in particular. */
  ask(path: string, body: object, instance = 0): request.Test {
    return request(this.at(instance)).post(path).send(body);
  }

  login({ email, password }: Pick<TestAgent, 'email' | 'password'>, instance = 0): request.Test {
    return this.ask('/v1/auth/login', { email, password }, instance);
  }

  async team(): Promise<Team> {
    const workspace = await this.cluster.workspace();
    const [owner, admin, supervisor, agent] = await Promise.all([
      this.cluster.agent(workspace, 'Olga', 'owner'),
      this.cluster.agent(workspace, 'Adam', 'admin'),
      this.cluster.agent(workspace, 'Sue', 'supervisor'),
      this.cluster.agent(workspace, 'Lin', 'agent'),
    ]);
    return { workspace, owner, admin, supervisor, agent };
  }

  async invite(by: Agent, role: Role = 'agent', email = `${newId()}@acme.test`) {
    const { body } = await this.post('/v1/invitations', by.accessToken, { email, role }).expect(201);
    const { invitation, url, isMailed } = body as RouteOutput<'invitation.create'>;
    return { id: invitation.id, email, url, isMailed, token: tokenOf(url) };
  }

  accept(token: string, instance = 0, password = PASSWORD): request.Test {
    return this.ask('/v1/invitations/accept', { token, name: 'Nina New', password }, instance);
  }

  async audit(by: Agent, query: Record<string, string | number> = {}): Promise<AuditPage> {
    const { body } = await this.get('/v1/audit-entries', by.accessToken).query(query).expect(200);
    return body as AuditPage;
  }

  /** The newest entry of that kind. */
  async noted(by: Agent, action: AuditAction): Promise<AuditPage['entries'][number] | undefined> {
    return (await this.audit(by, { action })).entries[0];
  }

  private at(instance: number): string {
    return this.cluster.api[instance]?.url ?? '';
  }
}

/** What a link for people carries in its fragment. */
export function tokenOf(url: string | null): string {
  return new URL(url ?? '').hash.slice(1);
}

/** Undefined for what was answered without an error. */
export function codes(answers: { body: unknown }[]): (string | undefined)[] {
  return answers.map(({ body }) => (body as { code?: string }).code);
}

/** How often each code came; `none` for what was answered without an error. */
export function countCodes(answers: { body: unknown }[]): Record<string, number> {
  const byCode = Map.groupBy(codes(answers), (code) => code ?? 'none');
  return Object.fromEntries([...byCode].map(([code, all]) => [code, all.length]));
}
