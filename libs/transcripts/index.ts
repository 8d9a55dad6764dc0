export * from './transcripts.module.ts';
export * from './transcripts.ts';
