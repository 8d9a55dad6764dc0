import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createDatabase, eventually, startApp } from '#testing';

export interface DemoServer {
  url: string;
  login: { email: string; password: string };
  stop(): Promise<void>;
}

/** The all-in-one process as `npm start` runs it, on a database of its own, with the login it shows. */
export async function startDemoServer(): Promise<DemoServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-demo-'));
  const database = await createDatabase();
  const server = await startApp('server', { PARLEY_DATA_DIR: folder, DATABASE_URL: database.url });
  await eventually(() => Promise.resolve(server.output.includes('Demo login')));
  const [, email = '', password = ''] = /Demo login\s+(\S+)\s+(\S+)/.exec(server.output) ?? [];
  const stop = async (): Promise<void> => {
    await server.stop();
    await database.drop();
    await rm(folder, { recursive: true });
  };
  return { url: server.url, login: { email, password }, stop };
}
