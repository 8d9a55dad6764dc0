import { Injectable } from '@nestjs/common';

import { systemActor } from '#common';
import { PrismaService } from '#database';
import type { Agent, Prisma } from '#database';

import { AccessChanges } from '../access/access-changes.ts';
import type { Change } from '../access/access-changes.ts';
import { lockWorkspace } from '../access/workspace-lock.ts';
import { agentTarget } from '../agent.presenter.ts';
import { admit } from './sso-admission.ts';
import type { SsoPerson } from './sso-person.ts';
import { domainOf } from './sso-settings.ts';
import type { ProviderWithDomains } from './sso-settings.ts';

/** Who of a workspace a provider's user is. Never somebody of another workspace, whatever the provider says. */
@Injectable()
export class SsoAgents {
  constructor(
    private readonly prisma: PrismaService,
    private readonly changes: AccessChanges,
  ) {}

  /**
   * Who has signed in like this before; else the agent with this verified address, of one of the provider's domains; else
   * somebody new, by an open invitation or the workspace's default. Null for whom none of that lets in, and for who has come by the
   * address of an agent whom the provider knows as somebody else: addresses are given out again.
   */
  async find(provider: ProviderWithDomains, person: SsoPerson, address: string | null): Promise<Agent | null> {
    const known = await knownAgent(this.prisma, provider, person);
    if (known?.removedAt === null) return known;
    const email = person.verifiedEmail;
    if (email === null || !provider.domains.some(({ domain }) => domain === domainOf(email))) return null;
    const by = { actor: systemActor(provider.workspaceId), address };
    return this.changes.run(by, async (change) => {
      // Two tabs of somebody new come back at once: one makes the agent, the other one finds it.
      await lockWorkspace(change.tx, provider.workspaceId);
      return recognise(change, provider, person, email);
    });
  }
}

async function recognise(
  change: Change,
  provider: ProviderWithDomains,
  person: SsoPerson,
  email: string,
): Promise<Agent | null> {
  const { tx } = change;
  const known = await knownAgent(tx, provider, person);
  if (known?.removedAt === null) return known;
  const owner = await tx.agent.findUnique({ where: { email, removedAt: null } });
  if (owner && owner.workspaceId !== provider.workspaceId) return null;
  if (owner && (await isSomebodyElse(tx, owner, person))) return null;
  const applicant = { email, name: person.name, wasRemoved: known !== null };
  const agent = owner ?? (await admit(change, provider, applicant));
  if (agent) await link(change, provider, person, agent);
  return agent;
}

async function knownAgent(
  tx: Prisma.TransactionClient,
  { workspaceId }: ProviderWithDomains,
  { issuer, subject }: SsoPerson,
): Promise<Agent | null> {
  const identity = await tx.ssoIdentity.findUnique({
    where: { workspaceId_issuer_subject: { workspaceId, issuer, subject } },
    include: { agent: true },
  });
  return identity?.agent ?? null;
}

/** The subject is the one name that a provider never gives to another (OpenID Connect Core 1.0, section 5.7). */
async function isSomebodyElse(
  tx: Prisma.TransactionClient,
  { id: agentId, workspaceId }: Agent,
  { issuer, subject }: SsoPerson,
): Promise<boolean> {
  const other = await tx.ssoIdentity.count({ where: { agentId, workspaceId, issuer, subject: { not: subject } } });
  return other > 0;
}

async function link(
  { tx, note }: Change,
  { workspaceId }: ProviderWithDomains,
  { issuer, subject }: SsoPerson,
  agent: Agent,
): Promise<void> {
  const key = { workspaceId, issuer, subject };
  await tx.ssoIdentity.upsert({
    where: { workspaceId_issuer_subject: key },
    create: { ...key, agentId: agent.id },
    update: { agentId: agent.id },
  });
  note({ action: 'agent.changed', target: agentTarget(agent), details: { signsInAt: issuer } });
}
