import 'reflect-metadata';

import { readConfig } from '#config';
import { runMain, startProcess } from '#process';

import { ApiModule, configureApi } from './api.module.ts';

await runMain(() => startProcess({ name: 'api', config: readConfig(), modules: [ApiModule], configure: configureApi }));
