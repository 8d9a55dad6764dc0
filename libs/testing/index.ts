export * from './cluster/cluster.ts';
export * from './cluster/test-socket.ts';
export * from './cluster/workspace-factory.ts';
export * from './databases.ts';
export * from './eventually.ts';
export * from './free-port.ts';
export * from './processes.ts';
export * from './services.ts';
