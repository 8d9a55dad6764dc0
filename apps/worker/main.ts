import 'reflect-metadata';

import { readConfig } from '#config';
import { runMain, startProcess } from '#process';

import { WorkerModule } from './worker.module.ts';

await runMain(() => startProcess({ name: 'worker', config: readConfig(), modules: [WorkerModule] }));
