import type { ChatClient } from '../clients/chat-client.ts';
import { makeAgent } from '../runner/accounts.ts';
import type { AgentAccount } from '../runner/accounts.ts';
import { rest } from '../runner/rest.ts';
import type { World } from '../runner/scenario.ts';

type Call = ChatClient['call'];

/** A way to lose one's sessions. */
export interface Ending {
  /** The route. */
  way: string;
  /** What the sockets are told, and REST answers. */
  reason: 'session_ended' | 'banned';
  /** Resolves when it was answered; with a session of the same person that goes on, where there is one. */
  carryOut: (world: World, victim: ChatClient) => Promise<Call | null>;
}

const NEW_PASSWORD = 'seven green lanterns over water';

const byAdmin = (way: string, reason: Ending['reason'], act: (call: Call, actor: string) => Promise<unknown>) => ({
  way,
  reason,
  carryOut: async (world: World, { info }: ChatClient) => {
    const admin = await makeAgent(world.rig.postgres.pool, { id: info.workspace }, 'admin', 'admin');
    await act(await signIn(world, admin), info.actor);
    return null;
  },
});

/** From another browser, which stays signed in. */
const byThemselves = (way: string, act: (call: Call, account: AgentAccount) => Promise<unknown>): Ending => ({
  way,
  reason: 'session_ended',
  carryOut: async (world, { id, info }) => {
    const account = world.cast.accounts.get(info.actor);
    if (!account) throw new Error(`${id} has no account`);
    const call = await signIn(world, account);
    await act(call, account);
    return call;
  },
});

const AGENT: readonly Ending[] = [
  byAdmin('agent.endSessions', 'session_ended', (call, agentId) => call('agent.endSessions', { agentId })),
  byAdmin('agent.remove', 'session_ended', (call, agentId) => call('agent.remove', { agentId })),
  byThemselves('session.endOthers', (call) => call('session.endOthers', {})),
  byThemselves('password.change', (call, { password }) =>
    call('password.change', { currentPassword: password, newPassword: NEW_PASSWORD }),
  ),
  byThemselves('session.end', async (call) => {
    const { sessions } = await call('session.list', {});
    const others = sessions.filter(({ isCurrent }) => !isCurrent);
    await Promise.all(others.map(({ id }) => call('session.end', { sessionId: id })));
  }),
];

const BAN = byAdmin('visitor.ban', 'banned', (call, visitorId) => call('visitor.ban', { visitorId }));

const LEAVE: Ending = {
  way: 'visitor.endSession',
  reason: 'session_ended',
  carryOut: async ({ cast }, { call, info }) => {
    await call('visitor.endSession', { sessionToken: cast.sessionTokens.get(info.actor) ?? '' });
    return null;
  },
};

/** The product's client closes its own socket when its visitor leaves: nothing would be seen of the server's end. */
export function waysFor({ info }: ChatClient): readonly Ending[] {
  if (info.kind === 'agent') return AGENT;
  return info.isSerial ? [BAN] : [BAN, LEAVE];
}

async function signIn({ rig }: World, { email, password }: AgentAccount): Promise<Call> {
  const origin = rig.api.edge.url;
  const { accessToken } = await rest(origin, 'auth.login', { email, password });
  return (name, input) => rest(origin, name, input, accessToken);
}
