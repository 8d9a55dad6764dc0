import 'reflect-metadata';

import { readConfig } from '#config';
import { runMain, startProcess } from '#process';

import { RealtimeModule, configureRealtime } from './realtime.module.ts';

await runMain(() =>
  startProcess({ name: 'realtime', config: readConfig(), modules: [RealtimeModule], configure: configureRealtime }),
);
