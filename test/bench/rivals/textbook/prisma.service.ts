import { Injectable } from '@nestjs/common';
import { PrismaPg } from '@prisma/adapter-pg';

export interface StoredMessage {
  id: string;
  conversationId: string;
  seq: number;
  actorId: string;
  clientId: string;
  text: string;
  at: Date;
}

/** What the gateway uses of the client. Prisma generates that when the benchmark runs, so the compiler cannot see it here. */
interface Client {
  conversation: {
    update(query: { where: { id: string }; data: { lastSeq: { increment: number } } }): Promise<{ lastSeq: number }>;
  };
  message: { create(query: { data: Omit<StoredMessage, 'id' | 'at'> }): Promise<StoredMessage> };
  $transaction<T>(work: (tx: Client) => Promise<T>, options: { maxWait: number; timeout: number }): Promise<T>;
}

interface Generated {
  PrismaClient: new (options: { adapter: PrismaPg }) => Client;
}

const { PrismaClient } = (await import(new URL('../../generated/client.js', import.meta.url).href)) as Generated;

/** As in Nest's recipe for Prisma, with as many connections as Parley has. */
@Injectable()
export class PrismaService extends PrismaClient {
  constructor() {
    super({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL, max: 10 }) });
  }
}
