import { Module } from '@nestjs/common';

import { ConversationsModule } from '#conversations';

import { IdleSweep } from './idle-sweep.ts';

@Module({ imports: [ConversationsModule], providers: [IdleSweep] })
export class WorkerModule {}
