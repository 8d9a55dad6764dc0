export type { Letter } from './letter.ts';
export * from './mail.module.ts';
export * from './mailer.ts';
