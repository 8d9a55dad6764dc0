import { memoryStore } from './index.ts';
import { until } from './value.ts';
import { PASSWORD } from './spec-support/chat-server.ts';
import { Stage } from './spec-support/stage.ts';

const stage = Stage.forEachTest();

describe('the session of a visitor', () => {
  it('goes on trying while the server is away', async () => {
    await stage.serverGoesAway();
    const visitor = stage.visitor();
    const started = visitor.start();
    await until(visitor.connection, (state) => state === 'offline');
    stage.serverComesBack();
    await started;
    expect(visitor.site.get()?.name).toBe('Demo');
    await until(visitor.connection, (state) => state === 'live');
  });

  it('does not start on a website that is not allowed, and does not insist', async () => {
    stage.server.faults.refuseNext.push({ name: 'visitor.session', code: 'origin_not_allowed' });
    const visitor = stage.visitor();
    await expect(visitor.start()).rejects.toMatchObject({ code: 'origin_not_allowed' });
    expect(visitor.connection.get()).toBe('offline');
    await visitor.start();
  });

  it('is continued with the token in the store', async () => {
    const store = memoryStore();
    await stage.startedVisitor(store);
    await stage.startedVisitor(store);
    const tokens = stage.server.callsOf('visitor.session').map(({ input }) => input['sessionToken']);
    expect(tokens).toEqual([undefined, 'session']);
  });

  it('renews an expired token once for all calls that meet it', async () => {
    const visitor = await stage.startedVisitor();
    await until(visitor.connection, (state) => state === 'live');
    stage.server.expireTokens();
    stage.server.calls.length = 0;
    await Promise.all([visitor.call('visitor.site', {}), visitor.call('visitor.site', {})]);
    expect(stage.server.callsOf('visitor.session')).toHaveLength(1);
  });
});

describe('the session of an agent', () => {
  it('is continued by the refresh cookie, which rotates', async () => {
    const agent = await stage.signedInAgent();
    for (const round of ['first', 'second']) {
      await agent.restore();
      expect([round, agent.me.get()?.name]).toEqual([round, 'Ada']);
    }
  });

  it('is none without a cookie', async () => {
    const agent = stage.agent();
    expect(agent.me.get()).toBeUndefined();
    await agent.restore();
    expect(agent.me.get()).toBeNull();
  });

  it('is not given for a wrong password', async () => {
    const agent = stage.agent();
    await expect(agent.login('ada@example.com', 'wrong')).rejects.toMatchObject({ code: 'invalid_credentials' });
    await agent.login('ada@example.com', PASSWORD);
    expect(agent.me.get()?.name).toBe('Ada');
  });

  it('ends with the logout: connection, list and access are gone', async () => {
    stage.server.service.open();
    const agent = await stage.signedInAgent();
    await until(agent.inbox, (state) => state.conversations.length === 1);
    await agent.logout();
    expect(agent.me.get()).toBeNull();
    expect(agent.connection.get()).toBe('idle');
    expect(agent.inbox.get().conversations).toEqual([]);
    await expect(agent.agents()).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('ends when the server has ended it', async () => {
    const agent = await stage.signedInAgent();
    await until(agent.connection, (state) => state === 'live');
    await agent.call('auth.logout', {});
    stage.server.expireTokens();
    stage.server.end('token_expired');
    await until(agent.me, (me) => me === null);
    expect(agent.connection.get()).toBe('idle');
  });
});

describe('a connection that the server ends', () => {
  it('comes back after a drain', async () => {
    const visitor = await stage.startedVisitor();
    await until(visitor.connection, (state) => state === 'live');
    stage.server.end('draining', 10);
    await until(visitor.connection, (state) => state === 'connecting');
    await until(visitor.connection, (state) => state === 'live');
    expect(stage.server.callsOf('socket.ticket')).toHaveLength(2);
  });

  it('comes back with a new token when that is the reason', async () => {
    const visitor = await stage.startedVisitor();
    await until(visitor.connection, (state) => state === 'live');
    stage.server.calls.length = 0;
    stage.server.end('token_expired');
    await until(visitor.connection, (state) => state === 'connecting');
    await until(visitor.connection, (state) => state === 'live');
    expect(stage.server.callsOf('visitor.session')).toHaveLength(1);
  });

  it('stays away when it is told to', async () => {
    const visitor = await stage.startedVisitor();
    await until(visitor.connection, (state) => state === 'live');
    stage.server.end('flooding');
    await until(visitor.connection, (state) => state === 'offline');
    expect(stage.server.callsOf('socket.ticket')).toHaveLength(1);
  });

  it('fetches another ticket when the handshake refuses one', async () => {
    const visitor = stage.visitor();
    stage.server.faults.spoilsTickets = 1;
    await visitor.start();
    await until(visitor.connection, (state) => state === 'live');
    expect(stage.server.callsOf('socket.ticket')).toHaveLength(2);
  });
});
