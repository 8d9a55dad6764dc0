import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import type { Server, ServerOptions } from 'socket.io';

/** As in the documentation of Nest: the stock adapter, with Socket.IO's Redis adapter between instances. */
export class RedisIoAdapter extends IoAdapter {
  private readonly adapter: ReturnType<typeof createAdapter>;

  constructor(app: INestApplicationContext, redisUrl: string) {
    super(app);
    const publisher = new Redis(redisUrl);
    this.adapter = createAdapter(publisher, publisher.duplicate());
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const server = super.createIOServer(port, options);
    server.adapter(this.adapter);
    return server;
  }
}
