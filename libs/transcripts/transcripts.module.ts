import { Module } from '@nestjs/common';

import { ConversationsModule } from '#conversations';

import { Transcripts } from './transcripts.ts';

@Module({ imports: [ConversationsModule], providers: [Transcripts], exports: [Transcripts] })
export class TranscriptsModule {}
