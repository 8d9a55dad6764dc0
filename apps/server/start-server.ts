import type { ServerSettings } from '#config';
import { migrate, startEmbeddedPostgres } from '#database';
import { startProcess } from '#process';
import type { RunningProcess } from '#process';

import { ApiModule, configureApi } from '../api/api.module.ts';
import { RealtimeModule, configureRealtime } from '../realtime/realtime.module.ts';
import { WorkerModule } from '../worker/worker.module.ts';
import { DataFolder } from './data-folder.ts';
import { DEMO, DemoModule, DemoWorkspace } from './demo-workspace.ts';

interface Database {
  url: string;
  stop(): Promise<void>;
}

/** Everything in one process: api, realtime and worker, with a Postgres of its own unless `DATABASE_URL` names one. */
export async function startServer(settings: ServerSettings): Promise<RunningProcess> {
  const folder = new DataFolder(settings.dataDir);
  const database = await openDatabase(settings, folder);
  try {
    await migrate(database.url);
    const config = settings.toConfig({ databaseUrl: database.url, secret: folder.secret });
    const modules = [ApiModule, RealtimeModule, WorkerModule, DemoModule];
    let isDemo = false;
    const running = await startProcess({
      name: 'server',
      config,
      modules,
      prepare: async (app) => {
        isDemo = await app.get(DemoWorkspace).createOnce(folder.demoPassword);
      },
      configure: async (app) => {
        configureRealtime(app);
        await configureApi(app);
      },
    });
    greet(running.url, settings.dataDir, folder.demoPassword, isDemo);
    const stop = async (): Promise<void> => {
      try {
        await running.stop();
      } finally {
        await database.stop();
      }
    };
    return { ...running, stop };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function openDatabase(settings: ServerSettings, folder: DataFolder): Promise<Database> {
  if (settings.databaseUrl) return { url: settings.databaseUrl, stop: () => Promise.resolve() };
  const onExit = (reason: string): never => {
    process.stderr.write(`parley: the database ended by itself: ${reason}\n`);
    process.exit(1);
  };
  return startEmbeddedPostgres({ directory: folder.database, databaseName: 'parley', onExit });
}

function greet(url: string, dataDir: string, password: string, isFirstStart: boolean): void {
  const address = url.replace('127.0.0.1', 'localhost').replace('[::1]', 'localhost');
  const lines = [
    '',
    '  Parley is running.',
    '',
    `  Demo page   ${address}/demo/`,
    `  Console     ${address}/console/`,
    `  Demo login  ${DEMO.email}  ${password}`,
    '',
    `  Data is kept in ${dataDir}${isFirstStart ? ' (made just now)' : ''}. Stop with Ctrl+C.`,
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
