export * from './current-actor.decorator.ts';
export * from './device.decorator.ts';
export * from './http-kit.module.ts';
export * from './input.decorator.ts';
export * from './requester.decorator.ts';
export * from './route.decorator.ts';
