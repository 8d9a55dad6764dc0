export * from './access.ts';
export * from './commands.ts';
export * from './entities.ts';
export * from './events.ts';
export * from './routes.ts';
