export * from './authenticate.ts';
export { CommandDispatcher } from './command-dispatcher.ts';
export { Command, CurrentActor, CurrentSocket, Gateway, Input } from './gateway.decorator.ts';
export * from './gateway-kit.module.ts';
export * from './socket.adapter.ts';
export { emitTo } from './socket.ts';
export type { Namespace, Socket } from './socket.ts';
