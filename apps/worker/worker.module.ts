import { Module } from '@nestjs/common';

import { AccountsModule } from '#accounts';
import { ConversationsModule } from '#conversations';
import { HttpKitModule } from '#http-kit';

import { ExpirySweep } from './expiry-sweep.ts';
import { IdleSweep } from './idle-sweep.ts';

@Module({ imports: [HttpKitModule, AccountsModule, ConversationsModule], providers: [ExpirySweep, IdleSweep] })
export class WorkerModule {}
