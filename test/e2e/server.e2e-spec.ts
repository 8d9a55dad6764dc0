import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import request from 'supertest';

import { newId } from '#common';
import type { RouteOutput } from '#contracts';
import { TestSocket, eventually, startApp } from '#testing';
import type { AppProcess } from '#testing';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'parley-server-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = () => startApp('server', { PARLEY_DATA_DIR: folder });

async function aVisitor(server: AppProcess, sessionToken?: string) {
  const starting = request(server.url).post('/v1/visitor-sessions').send({ siteKey: 'demo', sessionToken });
  const session = (await starting.expect(200)).body as RouteOutput<'visitor.session'>;
  const http = request.agent(server.url).auth(session.accessToken, { type: 'bearer' });
  return { ...session, http };
}

describe('the all-in-one process', () => {
  it('needs nothing but a folder, shows where to go, and keeps everything over a restart and a crash', async () => {
    const first = await start();
    await eventually(() => Promise.resolve(first.output.includes('Demo login')));
    expect(first.output).toMatch(/Demo page\s+http:\/\/localhost:\d+\/demo\//);
    const [, email, password] = /Demo login\s+(\S+)\s+(\S+)/.exec(first.output) ?? [];
    await request(first.url).post('/v1/auth/login').send({ email, password }).expect(200);

    const visitor = await aVisitor(first);
    const { id } = (await visitor.http.post('/v1/conversations').send({ clientId: newId() }).expect(201)).body as {
      id: string;
    };
    const { ticket } = (await visitor.http.post('/v1/socket-tickets').expect(201)).body as { ticket: string };
    const socket = await TestSocket.connect(first.url, 'visitor', ticket);
    await socket.follow(id);
    expect(await socket.ask('message.send', { conversationId: id, clientId: newId(), text: 'one' })).toMatchObject({
      seq: 1,
    });
    expect(await first.stop()).toMatchObject({ code: 0 });

    const second = await start();
    const again = await aVisitor(second, visitor.sessionToken);
    expect(again.visitor).toEqual(visitor.visitor);
    await again.http.post(`/v1/conversations/${id}/messages`).send({ clientId: newId(), text: 'two' }).expect(201);
    await second.kill();

    const third = await start();
    await eventually(() => Promise.resolve(third.output.includes(String(password))));
    const { http } = await aVisitor(third, visitor.sessionToken);
    const { body } = await http.get(`/v1/conversations/${id}/transcript`).expect(200);
    expect((body as RouteOutput<'conversation.transcript'>).events).toMatchObject([{ text: 'one' }, { text: 'two' }]);
    expect(await third.stop()).toMatchObject({ code: 0 });
  }, 60_000);

  it('keeps its secrets where its owner alone can read them', async () => {
    const { mode } = await stat(path.join(folder, 'secrets.json'));
    expect(mode & 0o077).toBe(0);
  });
});
