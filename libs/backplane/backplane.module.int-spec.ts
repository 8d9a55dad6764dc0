import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { BackplaneModule } from './backplane.module.ts';
import { Bus } from './bus.ts';
import { Presence } from './presence.ts';
import { eventually, Recorder } from './spec-support/awaiting.ts';
import { RedisServer } from './spec-support/redis-server.ts';

@Module({})
class AppModule {}

const boot = (backplane: ReturnType<typeof BackplaneModule.forRoot>) =>
  NestFactory.createApplicationContext({ module: AppModule, imports: [backplane] }, { logger: false });

describe('BackplaneModule', () => {
  it('gives applications of one process that import the same result the same memory', async () => {
    const backplane = BackplaneModule.forRoot({ redisUrl: null, keyPrefix: 'spec:' });
    const [api, realtime] = [await boot(backplane), await boot(backplane)];
    const recorder = new Recorder();
    await realtime.get(Bus).subscribe('a', recorder.listener);
    api.get(Bus).publish('a', 'hello');
    await recorder.has('hello');
    realtime.get(Presence).enter('w', 'agent:1', 'a');
    expect(await api.get(Presence).members('w')).toEqual(new Set(['agent:1']));
    await Promise.all([api.close(), realtime.close()]);
  });

  it('connects to Redis and disconnects when the application closes', async () => {
    const server = await RedisServer.start();
    const app = await boot(BackplaneModule.forRoot({ redisUrl: server.url, keyPrefix: 'spec:' }));
    const bus = app.get(Bus);
    await eventually(() => bus.isConnected);
    await app.close();
    expect(bus.isConnected).toBe(false);
    await server.kill();
  });
});
