import { memoryStore } from './index.ts';
import { until } from './value.ts';
import { PASSWORD } from './spec-support/chat-server.ts';
import { Stage, record } from './spec-support/stage.ts';

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
    expect(agent.isSessionOver).toBe(true);
    await agent.restore();
    expect(agent.isSessionOver).toBe(true);
    await agent.login('ada@example.com', PASSWORD);
    await agent.logout();
    expect(agent.isSessionOver).toBe(false);
  });

  it('outlives a code that is refused: it says nothing about the token', async () => {
    const agent = await stage.signedInAgent();
    stage.server.faults.refuseNext.push({ name: 'twoFactor.enable', code: 'invalid_code' });
    await expect(agent.call('twoFactor.enable', { code: '123456' })).rejects.toMatchObject({ code: 'invalid_code' });
    expect(stage.server.callsOf('twoFactor.enable')).toHaveLength(1);
    expect(stage.server.callsOf('auth.refresh')).toEqual([]);
    expect(agent.me.get()?.name).toBe('Ada');
  });

  it('takes a second step where there is a second factor', async () => {
    const agent = stage.agent();
    stage.server.faults.refuseNext.push({ name: 'auth.login', code: 'two_factor_required' });
    await expect(agent.login('ada@example.com', PASSWORD)).rejects.toMatchObject({ code: 'two_factor_required' });
    await agent.login('ada@example.com', PASSWORD, '123456');
    const inputs = stage.server.callsOf('auth.login').map(({ input }) => 'code' in input && input['code']);
    expect(inputs).toEqual([false, '123456']);
    expect(agent.me.get()?.name).toBe('Ada');
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

  it('comes back with a new token when what it may do has changed', async () => {
    const agent = await stage.signedInAgent();
    await until(agent.connection, (state) => state === 'live');
    stage.server.calls.length = 0;
    stage.server.end('access_changed');
    await until(agent.connection, (state) => state === 'connecting');
    await until(agent.connection, (state) => state === 'live');
    expect(stage.server.callsOf('auth.refresh')).toHaveLength(1);
  });
});

describe('a session that is over', () => {
  it('signs the agent out, told by the socket', async () => {
    const agent = await stage.signedInAgent();
    await until(agent.connection, (state) => state === 'live');
    stage.server.end('session_ended');
    await until(agent.me, (me) => me === null);
    expect(agent.isSessionOver).toBe(true);
    expect(agent.connection.get()).toBe('idle');
  });

  it.each([401, 403, 404])('is not what a stranger’s %i says: the agent stays and comes back', async (status) => {
    const agent = await stage.signedInAgent();
    await until(agent.connection, (state) => state === 'live');
    stage.server.faults.strangerSays = status;
    stage.server.expireTokens();
    stage.server.cut();
    await until(agent.connection, (state) => state === 'offline');
    expect(agent.me.get()).toMatchObject({ name: 'Ada' });
    stage.server.faults.strangerSays = null;
    await until(agent.connection, (state) => state === 'live');
  });

  it('signs the agent out, told by an answer', async () => {
    const agent = await stage.signedInAgent();
    stage.server.faults.refuseNext.push({ name: 'agent.list', code: 'session_ended' });
    await expect(agent.agents()).rejects.toMatchObject({ code: 'session_ended' });
    expect(agent.me.get()).toBeNull();
    expect(stage.server.callsOf('auth.refresh')).toHaveLength(0);
  });

  it('makes nobody new of the visitor before they want it', async () => {
    const visitor = await stage.startedVisitor();
    await until(visitor.connection, (state) => state === 'live');
    stage.server.calls.length = 0;
    stage.server.faults.refuseNext.push({ name: 'visitor.site', code: 'session_ended' });
    await expect(visitor.call('visitor.site', {})).rejects.toMatchObject({ code: 'session_ended' });
    expect(visitor.refusal.get()).toMatchObject({ code: 'session_ended' });
    expect(stage.server.callsOf('visitor.session')).toHaveLength(0);

    await visitor.start();
    await until(visitor.connection, (state) => state === 'live');
    expect(stage.server.callsOf('visitor.session')).toHaveLength(1);
  });
});

describe('a socket that is open for long', () => {
  /** Resolves with the ticket of each refresh, one after the other. */
  async function* refreshes() {
    const { commands } = stage.server.service;
    let heard = Promise.withResolvers<string>();
    const answer = commands['session.refresh'];
    commands['session.refresh'] = (audience, input) => {
      heard.resolve(input.ticket);
      return answer(audience, input);
    };
    for (;;) {
      yield await heard.promise;
      heard = Promise.withResolvers();
    }
  }

  it('is vouched for in time, each time with another ticket, and stays open', async () => {
    stage.server.sessionSeconds = 1;
    const refreshed = refreshes();
    const visitor = stage.visitor();
    const states = record(visitor.connection);
    const first = refreshed.next();
    await visitor.start();
    const tickets = [await first, await refreshed.next()].map(({ value }) => value as string);
    expect(new Set(tickets).size).toBe(2);
    expect(states).toEqual(['idle', 'connecting', 'live']);
  });

  it('is vouched for with another ticket when one is refused', async () => {
    stage.server.sessionSeconds = 1;
    stage.server.faults.refuseNext.push({ name: 'session.refresh', code: 'unauthenticated' });
    const refreshed = refreshes().next();
    const visitor = await stage.startedVisitor();
    await refreshed;
    expect(stage.server.callsOf('session.refresh')).toHaveLength(2);
    expect(visitor.connection.get()).toBe('live');
  });

  it('is given up for another when it belongs to somebody else', async () => {
    stage.server.sessionSeconds = 1;
    stage.server.faults.refuseNext.push({ name: 'session.refresh', code: 'forbidden' });
    const visitor = await stage.startedVisitor();
    await until(visitor.connection, (state) => state === 'live');
    await until(visitor.connection, (state) => state === 'connecting');
    await until(visitor.connection, (state) => state === 'live');
    expect(stage.server.callsOf('visitor.session')).toHaveLength(1);
  });
});
