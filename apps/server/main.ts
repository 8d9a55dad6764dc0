import 'reflect-metadata';

import { readServerSettings } from '#config';
import { runMain } from '#process';

import { startServer } from './start-server.ts';

await runMain(() => startServer(readServerSettings()));
