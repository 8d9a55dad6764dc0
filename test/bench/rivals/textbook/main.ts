import 'reflect-metadata';

import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { ChatGateway } from './chat.gateway.ts';
import { MessagesService } from './messages.service.ts';
import { PrismaService } from './prisma.service.ts';
import { RedisIoAdapter } from './redis-io.adapter.ts';

@Module({ providers: [ChatGateway, MessagesService, PrismaService] })
class ChatModule {}

const app = await NestFactory.create<NestFastifyApplication>(ChatModule, new FastifyAdapter());
app.useWebSocketAdapter(new RedisIoAdapter(app, process.env.REDIS_URL ?? ''));
await app.listen(Number(process.env.PORT), process.env.HOST ?? '127.0.0.1');
