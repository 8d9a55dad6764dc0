import { randomUUID } from 'node:crypto';

import { hash } from '@node-rs/argon2';
import type { Pool } from 'pg';

import type { Role } from '#contracts';

export interface Workspace {
  id: string;
  siteKey: string;
}

export interface AgentAccount {
  id: string;
  email: string;
  password: string;
}

const PASSWORD = 'correct horse battery staple';
/** One hash for all: it is not passwords that are tried here. */
let passwordHash: Promise<string> | undefined;

export async function makeWorkspace(pool: Pool): Promise<Workspace> {
  const [id, siteKey] = [randomUUID(), `site-${randomUUID()}`];
  await pool.query('INSERT INTO workspaces (id, name) VALUES ($1, $2)', [id, 'Acme']);
  const site = 'INSERT INTO sites (id, workspace_id, name, public_key, allowed_origins) VALUES ($1, $2, $3, $4, $5)';
  await pool.query(site, [randomUUID(), id, 'Acme shop', siteKey, []]);
  return { id, siteKey };
}

export async function makeAgent(
  pool: Pool,
  workspace: Pick<Workspace, 'id'>,
  name: string,
  role: Role = 'agent',
): Promise<AgentAccount> {
  passwordHash ??= hash(PASSWORD);
  const [id, email] = [randomUUID(), `${randomUUID()}@acme.test`];
  const sql = 'INSERT INTO agents (id, workspace_id, email, name, password_hash, role) VALUES ($1, $2, $3, $4, $5, $6)';
  await pool.query(sql, [id, workspace.id, email, name, await passwordHash, role]);
  return { id, email, password: PASSWORD };
}
