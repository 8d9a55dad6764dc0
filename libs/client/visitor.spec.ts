import type { KeyValueStore, VisitorClient } from './api.ts';
import { createVisitorClient, memoryStore } from './index.ts';
import { until } from './value.ts';
import { Stage, textsOf } from './spec-support/stage.ts';

const stage = Stage.forEachTest();

/** A store that can be looked into. */
function openStore(): KeyValueStore & { values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

const sessionInputs = () => stage.server.callsOf('visitor.session').map(({ input }) => input);

describe('a site that asks for consent', () => {
  it('finds nothing in the store before it is given, and is told of it once', async () => {
    const store = openStore();
    const visitor = stage.visitor(store);
    stage.server.faults.refuseNext.push({ name: 'visitor.session', code: 'consent_required' });
    await expect(visitor.start()).rejects.toMatchObject({ code: 'consent_required' });
    expect(store.values.size).toBe(0);
    expect(visitor.refusal.get()).toMatchObject({ code: 'consent_required' });

    await visitor.start({ hasConsented: true });
    expect(visitor.refusal.get()).toBeNull();
    expect(store.values.size).toBe(1);
    stage.server.expireTokens();
    await visitor.call('visitor.site', {});
    expect(sessionInputs().map(({ hasConsented }) => hasConsented)).toEqual([undefined, true, undefined]);
  });

  it('hears nothing of who the visitor is before', async () => {
    const visitor = stage.visitor();
    stage.server.faults.refuseNext.push({ name: 'visitor.session', code: 'consent_required' });
    await expect(visitor.start()).rejects.toMatchObject({ code: 'consent_required' });
    visitor.identify('Ida');
    expect(sessionInputs()).toHaveLength(1);
    await visitor.start({ hasConsented: true });
    expect(visitor.visitor.get()).toMatchObject({ name: 'Ida' });
    expect(sessionInputs().map(({ identityToken }) => identityToken)).toEqual([undefined, undefined, 'Ida']);
  });
});

describe('a visitor for whom the website vouches', () => {
  it('shows its word once, and with a session that is kept already', async () => {
    const visitor = stage.visitor();
    visitor.identify('Ida');
    await visitor.start();
    stage.server.expireTokens();
    await visitor.call('visitor.site', {});
    const shown = sessionInputs().map(({ sessionToken, identityToken }) => [sessionToken, identityToken]);
    expect(shown).toEqual([
      [undefined, undefined],
      ['session', 'Ida'],
      ['session', undefined],
    ]);
  });

  it('shows it again when the answer was lost', async () => {
    const visitor = await stage.startedVisitor();
    stage.server.faults.cutBeforeAnswer.push('visitor.session');
    visitor.identify('Ida');
    await until(visitor.visitor, (person) => person?.name === 'Ida');
    expect(sessionInputs().map(({ identityToken }) => identityToken)).toEqual([undefined, 'Ida', 'Ida']);
  });

  it('keeps the conversation and what is still unsent', async () => {
    const visitor = await stage.startedVisitor();
    const view = await visitor.currentConversation();
    view.send('first');
    await until(view, (state) => state.events.length === 1 && state.outbox.length === 0);
    await stage.serverGoesAway(visitor);
    view.send('second');
    visitor.identify('Ida');
    stage.serverComesBack();
    await until(visitor.visitor, (person) => person?.name === 'Ida');
    const state = await until(view, ({ events, outbox }) => events.length === 2 && outbox.length === 0);
    expect(textsOf(state)).toEqual(['first', 'second']);
  });

  it('does not chat as somebody else when the word is not good, and does when the next one is', async () => {
    const visitor = await stage.startedVisitor();
    stage.server.faults.refuseNext.push({ name: 'visitor.session', code: 'invalid_identity' });
    visitor.identify('forged');
    await until(visitor.refusal, (refusal) => refusal?.code === 'invalid_identity');
    expect(visitor.connection.get()).toBe('offline');
    visitor.identify('Ida');
    await until(visitor.connection, (state) => state === 'live');
    expect(visitor.refusal.get()).toBeNull();
    expect(visitor.visitor.get()).toMatchObject({ name: 'Ida' });
  });
});

/** As the server reads it: the end is its business alone. */
const wordFor = (sub: string) => `head.${btoa(JSON.stringify({ sub, jti: crypto.randomUUID() }))}.signature`;

describe('a word of the website that comes too late', () => {
  async function comesTooLate(visitor: VisitorClient, word: string): Promise<void> {
    stage.server.faults.refuseNext.push({ name: 'visitor.session', code: 'token_expired' });
    visitor.identify(word);
    await until(visitor.connection, (state) => state !== 'connecting');
  }

  it('lets the chat go on that is nobody’s yet, and a newer one is taken', async () => {
    let requests = 0;
    const options = { baseUrl: stage.server.url, siteKey: 'demo', store: memoryStore() };
    const visitor = createVisitorClient({ ...options, onIdentityExpired: () => (requests += 1) });
    await visitor.start();
    await comesTooLate(visitor, wordFor('ida'));
    expect([visitor.connection.get(), visitor.refusal.get(), requests]).toEqual(['live', null, 1]);
    const newer = wordFor('ida');
    visitor.identify(newer);
    await until(visitor.visitor, (person) => person?.name === newer);
    visitor.stop();
    expect(requests).toBe(1);
  });

  it('lets the person’s own chat go on, also after a reload', async () => {
    const store = memoryStore();
    const first = stage.visitor(store);
    first.identify(wordFor('ida'));
    await first.start();
    first.stop();
    const visitor = await stage.startedVisitor(store);
    await comesTooLate(visitor, wordFor('ida'));
    expect([visitor.connection.get(), visitor.refusal.get()]).toEqual(['live', null]);
  });

  it('shows nobody the chat of another person', async () => {
    const visitor = stage.visitor();
    visitor.identify(wordFor('ida'));
    await visitor.start();
    await comesTooLate(visitor, wordFor('bob'));
    expect([visitor.connection.get(), visitor.refusal.get()?.code]).toEqual(['offline', 'invalid_identity']);
  });

  it('shows nobody the chat of a person whose answer was lost', async () => {
    const store = memoryStore();
    const first = await stage.startedVisitor(store);
    stage.server.faults.cutBeforeAnswer.push('visitor.session');
    first.identify(wordFor('ida'));
    await until(first.connection, (state) => state === 'offline');
    first.stop();
    const visitor = await stage.startedVisitor(store);
    await comesTooLate(visitor, wordFor('bob'));
    expect([visitor.connection.get(), visitor.refusal.get()?.code]).toEqual(['offline', 'invalid_identity']);
  });
});

it('chats with nobody when the website could not say who they are, and asks no server for it', async () => {
  const visitor = await stage.startedVisitor();
  visitor.identify('');
  await until(visitor.refusal, (refusal) => refusal?.code === 'invalid_identity');
  expect(sessionInputs()).toHaveLength(1);
});

describe('a visitor who wants to be forgotten', () => {
  it('leaves nothing in the store at once: the page may be gone before the server has answered', async () => {
    const store = openStore();
    const visitor = await stage.startedVisitor(store);
    const view = await visitor.currentConversation();
    await stage.serverGoesAway(visitor);
    view.send('never sent');
    const forgotten = visitor.forget();
    expect([...store.values]).toEqual([]);
    await forgotten;
  });

  it('is so also by an answer that was still on its way', async () => {
    const store = openStore();
    const visitor = stage.visitor(store);
    void visitor.start();
    await stage.server.called('visitor.session');
    void visitor.forget();
    await stage.server.called('visitor.endSession');
    expect([...store.values]).toEqual([]);
  });

  it('has no session on the server any more, either, when this page has not begun to chat', async () => {
    const store = openStore();
    (await stage.startedVisitor(store)).stop();
    await stage.visitor(store).forget();
    expect(sessionInputs()).toHaveLength(1);
    expect(stage.server.callsOf('visitor.endSession')).toMatchObject([{ input: { sessionToken: 'session' } }]);
  });

  it('leaves nothing in the store, and no session on the server', async () => {
    const store = openStore();
    const visitor = await stage.startedVisitor(store);
    const view = await visitor.currentConversation();
    await stage.serverGoesAway(visitor);
    view.send('never sent');
    expect(store.values.size).toBe(2);
    stage.serverComesBack();
    await visitor.forget();
    expect([...store.values]).toEqual([]);
    expect(stage.server.callsOf('visitor.endSession')).toHaveLength(1);
    expect([visitor.visitor.get(), visitor.connection.get()]).toEqual([null, 'idle']);
  });

  it('leaves nothing in the store when the server is away, either', async () => {
    const store = openStore();
    const visitor = await stage.startedVisitor(store);
    await stage.serverGoesAway(visitor);
    await visitor.forget();
    expect([...store.values]).toEqual([]);
  });

  it('is not in the way of who comes next', async () => {
    const visitor = await stage.startedVisitor();
    void visitor.forget();
    visitor.identify('Bob');
    await visitor.start();
    const shown = sessionInputs().map(({ sessionToken, identityToken }) => [sessionToken, identityToken]);
    expect(shown.slice(1)).toEqual([
      [undefined, undefined],
      ['session', 'Bob'],
    ]);
    expect(visitor.visitor.get()).toMatchObject({ name: 'Bob' });
  });

  it('is a new visitor afterwards', async () => {
    const store = openStore();
    const visitor = await stage.startedVisitor(store);
    await visitor.forget();
    await visitor.start();
    expect(sessionInputs().map(({ sessionToken }) => sessionToken)).toEqual([undefined, undefined]);
  });
});

describe('a browser that goes over to another visitor', () => {
  it('says so before the other one is known, and not when somebody anonymous gets a name', async () => {
    const visitor = await stage.startedVisitor();
    // The same session, with another secret.
    stage.server.service.sessionToken = 'session.renewed';
    visitor.identify('Ida');
    await until(visitor.visitor, (person) => person?.name === 'Ida');
    expect(visitor.handovers.get()).toBe(0);
    const seen: unknown[] = [];
    visitor.visitor.subscribe(() => seen.push(visitor.visitor.get()?.name));
    visitor.handovers.subscribe(() => seen.push('handover'));
    stage.server.service.sessionToken = 'session of another';
    visitor.identify('Bob');
    await until(visitor.visitor, (person) => person?.name === 'Bob');
    expect(seen).toEqual([undefined, 'handover', 'Bob']);
  });
});

describe('a visitor who is shut out', () => {
  it.each(['banned', 'origin_not_allowed', 'session_ended'] as const)('is told so when it is %s', async (code) => {
    const visitor = await stage.startedVisitor();
    await until(visitor.connection, (state) => state === 'live');
    stage.server.end(code);
    expect(await until(visitor.refusal, (refusal) => refusal !== null)).toMatchObject({ code });
    expect(visitor.connection.get()).toBe('offline');
  });
});

it('tells on which website it is', async () => {
  const options = { baseUrl: stage.server.url, siteKey: 'demo', store: memoryStore() };
  const visitor = createVisitorClient({ ...options, embeddedBy: 'https://shop.example' });
  await visitor.start();
  visitor.stop();
  expect(sessionInputs()).toMatchObject([{ embeddedBy: 'https://shop.example' }]);
});
