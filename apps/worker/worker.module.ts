import { Module } from '@nestjs/common';

import { ConversationsModule } from '#conversations';
import { HttpKitModule } from '#http-kit';

import { IdleSweep } from './idle-sweep.ts';

@Module({ imports: [HttpKitModule, ConversationsModule], providers: [IdleSweep] })
export class WorkerModule {}
