import { NAMESPACES, VISITOR_ROUTES } from '#contracts';

import { Stage, record } from '../spec-support/stage.ts';
import { until } from '../value.ts';
import { Access } from './access.ts';
import { Connection } from './connection.ts';
import { Rest } from './rest.ts';

const stage = Stage.forEachTest();
let refusals: string[];
beforeEach(() => {
  refusals = [];
});

function aConnection(): Connection {
  const rest = new Rest({ baseUrl: stage.server.url, routes: VISITOR_ROUTES, cookies: null });
  return new Connection({
    socketUrl: () => stage.server.url + NAMESPACES.visitor,
    access: new Access(
      rest,
      () => rest.send('visitor.session', { siteKey: 'demo' }),
      () => undefined,
    ),
    onEvent: () => undefined,
    onRefused: (error) => refusals.push(error.code),
  });
}

describe('a connection', () => {
  it('carries commands by socket, by REST where sockets are refused, and by socket again as soon as they are not', async () => {
    const connection = aConnection();
    const log = stage.server.service.open();
    const send = () =>
      connection.command('message.send', { conversationId: log.id, clientId: crypto.randomUUID(), text: 'Hello' });
    connection.start();
    await until(connection.state, (state) => state === 'live');
    await send();
    stage.server.faults.refusesUpgrades = true;
    stage.server.cut();
    await until(connection.state, (state) => state === 'polling');
    await send();
    stage.server.faults.refusesUpgrades = false;
    connection.hurry();
    await until(connection.state, (state) => state === 'live');
    await send();
    connection.stop();
    expect(stage.server.callsOf('message.send').map(({ by }) => by)).toEqual(['socket', 'rest', 'socket']);
  });

  it('rejects a command whose answer is lost with the connection: its outcome is unknown', async () => {
    const connection = aConnection();
    connection.start();
    await until(connection.state, (state) => state === 'live');
    const log = stage.server.service.open();
    stage.server.faults.cutBeforeAnswer.push('typing');
    const lost = connection.command('typing', { conversationId: log.id, isTyping: true });
    await expect(lost).rejects.toMatchObject({ code: 'unavailable', isTemporary: true });
    connection.stop();
    expect(connection.state.get()).toBe('idle');
  });

  it.each([401, 403, 404])('comes back after a stranger between us and the server answered %i', async (status) => {
    const connection = aConnection();
    connection.start();
    await until(connection.state, (state) => state === 'live');
    stage.server.faults.strangerSays = status;
    stage.server.cut();
    await until(connection.state, (state) => state === 'offline');
    stage.server.faults.strangerSays = null;
    connection.hurry();
    await until(connection.state, (state) => state === 'live');
    connection.stop();
    expect(refusals).toEqual([]);
  });

  it('stays away when a newer one took its place, until somebody turns to it again', async () => {
    const connection = aConnection();
    connection.start();
    await until(connection.state, (state) => state === 'live');
    const states = record(connection.state);
    stage.server.end('too_many_connections');
    await until(connection.state, (state) => state === 'offline');
    const tickets = stage.server.callsOf('socket.ticket').length;
    connection.hurry();
    await until(connection.state, (state) => state === 'live');
    connection.stop();
    expect([states.slice(0, 4), refusals, tickets]).toEqual([['live', 'connecting', 'offline', 'live'], [], 1]);
  });

  it('can be started again after it was stopped', async () => {
    const connection = aConnection();
    connection.start();
    connection.stop();
    connection.start();
    await until(connection.state, (state) => state === 'live');
    connection.stop();
    expect(connection.carrier.get()).toBeNull();
  });
});
