import type { ServerSettings } from '#config';
import { migrate } from '#database';
import { startProcess } from '#process';
import type { RunningProcess } from '#process';

import { ApiModule, configureApi } from '../api/api.module.ts';
import { RealtimeModule, configureRealtime } from '../realtime/realtime.module.ts';
import { WorkerModule } from '../worker/worker.module.ts';
import { DataFolder } from './data-folder.ts';
import { DEMO, DemoModule, DemoWorkspace } from './demo-workspace.ts';
import { openDatabase } from './open-database.ts';

/** Everything in one process: api, realtime and worker, with a Postgres of its own unless `DATABASE_URL` names one. */
export async function startServer(settings: ServerSettings): Promise<RunningProcess> {
  const folder = new DataFolder(settings.dataDir);
  const database = await openDatabase(settings.databaseUrl ?? folder);
  try {
    await migrate(database.url);
    const config = settings.toConfig({ databaseUrl: database.url, secret: folder.secret });
    const modules = [ApiModule, RealtimeModule, WorkerModule, DemoModule];
    let isFirstStart = false;
    const running = await startProcess({
      name: 'server',
      config,
      modules,
      prepare: async (app) => {
        isFirstStart = await app.get(DemoWorkspace).createOnce(folder.demoPassword);
      },
      configure: async (app) => {
        configureRealtime(app);
        await configureApi(app);
      },
    });
    const demoPassword = (await running.app.get(DemoWorkspace).isThere()) ? folder.demoPassword : null;
    greet(running.url, { dataDir: settings.dataDir, demoPassword, isFirstStart });
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

interface Greeting {
  dataDir: string;
  /** Null: somebody made a workspace of their own first, or has removed the demo's owner. */
  demoPassword: string | null;
  isFirstStart: boolean;
}

function greet(url: string, { dataDir, demoPassword, isFirstStart }: Greeting): void {
  const address = url.replace('127.0.0.1', 'localhost').replace('[::1]', 'localhost');
  const console = `  Console     ${address}/console/`;
  const demo = [`  Demo page   ${address}/demo/`, console, `  Demo login  ${DEMO.email}  ${demoPassword}`];
  const lines = [
    '',
    '  Parley is running.',
    '',
    ...(demoPassword === null ? [console] : demo),
    '',
    `  Data is kept in ${dataDir}${isFirstStart ? ' (made just now)' : ''}. Stop with Ctrl+C.`,
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
