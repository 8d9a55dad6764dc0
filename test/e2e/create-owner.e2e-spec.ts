import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import request from 'supertest';

import { newId } from '#common';
import type { RouteOutput } from '#contracts';
import { Cluster, startApp } from '#testing';

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** The command as `npm run create-owner` runs it. */
function createOwner(env: Record<string, string>, args: readonly string[]): Promise<Outcome> {
  const file = path.resolve(import.meta.dirname, '../../dist/apps/server/create-owner.js');
  const options = { env: { PATH: process.env.PATH, ...env } };
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

const orderOf = (workspace: string, email: string) => ['--workspace', workspace, '--email', email];
const linkIn = ({ stdout }: Outcome): URL => new URL(/https?:\/\/\S+/.exec(stdout)?.[0] ?? '');
const acceptance = (link: URL) => ({
  token: link.hash.slice(1),
  name: 'Olga Owner',
  password: 'a walrus plays the tuba',
});

describe('npm run create-owner', () => {
  let cluster: Cluster;
  let env: Record<string, string>;
  beforeAll(async () => {
    cluster = await Cluster.start({ api: 1, realtime: 0 });
    env = { DATABASE_URL: cluster.databaseUrl, PARLEY_PUBLIC_URL: 'https://chat.acme.test' };
  });
  afterAll(() => cluster.stop());

  it('prints a link with which somebody becomes the owner of a workspace that is empty otherwise', async () => {
    const email = `${newId()}@acme.test`;
    const outcome = await createOwner(env, orderOf('Acme Support', email));
    const link = linkIn(outcome);
    expect(link.href).toMatch(/^https:\/\/chat\.acme\.test\/console\/invitation#/);
    const { body } = await request(cluster.url).post('/v1/invitations/accept').send(acceptance(link)).expect(200);
    const { agent, accessToken } = body as RouteOutput<'invitation.accept'>;
    expect(agent).toMatchObject({ email, role: 'owner' });
    const adding = request(cluster.url).post('/v1/sites').auth(accessToken, { type: 'bearer' });
    await adding.send({ name: 'Shop' }).expect(201);
    expect(await createOwner(env, orderOf('Acme Support', email))).toMatchObject({
      code: 78,
      stderr: `parley: ${email} is the address of an agent already.\n`,
    });
  });

  it('renews the link of a workspace that nobody has joined yet', async () => {
    const workspace = `Acme ${newId()}`;
    const first = linkIn(await createOwner(env, orderOf(workspace, 'typo@acme.test')));
    const second = linkIn(await createOwner(env, orderOf(workspace, 'typo@acme.test')));
    await request(cluster.url).post('/v1/invitations/accept').send(acceptance(first)).expect(410);
    await request(cluster.url).post('/v1/invitations/accept').send(acceptance(second)).expect(200);
    const { rows } = await cluster.pool.query('SELECT 1 FROM workspaces WHERE name = $1', [workspace]);
    expect(rows).toHaveLength(1);
  });

  it.each([[['--workspace', 'Acme']], [orderOf('Acme', 'nobody')]])(
    'says how it is used when it is told %j',
    async (args) => {
      expect(await createOwner(env, args)).toMatchObject({ code: 78, stderr: expect.stringContaining('Usage: ') });
    },
  );

  it('works on the data folder of an all-in-one process while that is stopped', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'parley-owner-'));
    const own = { PARLEY_DATA_DIR: folder };
    const link = linkIn(await createOwner(own, orderOf('Acme', 'olga@acme.test')));
    const server = await startApp('server', own);
    expect(server.output).not.toContain('Demo login');
    expect(await createOwner(own, orderOf('Acme', 'olga@acme.test'))).toMatchObject({
      stderr: expect.stringContaining('is in use by process'),
    });
    await request(server.url).post('/v1/invitations/accept').send(acceptance(link)).expect(200);
    await server.stop();
    await rm(folder, { recursive: true });
  }, 60_000);
});
