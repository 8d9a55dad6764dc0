import { spawnSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type CommandLine, hasSetpriv, signalledWhenParentDies } from '../parent-death.ts';

/** The account that runs Postgres, which refuses to be root. Without ids: our own. */
export interface Account {
  uid?: number;
  gid?: number;
}

/** Our own account, or as root the one that owns the cluster, or else the system's `postgres`, made when missing. */
export async function postgresAccount(cluster: string): Promise<Account> {
  const owner = await stat(cluster).catch(() => undefined);
  const self = process.getuid?.();
  if (self !== 0) {
    if (owner && self !== undefined && owner.uid !== self) {
      throw new Error(`The database folder ${cluster} belongs to another user: start Parley as that user.`);
    }
    return {};
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return lookUp() ?? create();
}

function lookUp(): Account | undefined {
  const uid = idOfPostgres('-u');
  return uid === undefined ? undefined : { uid, gid: idOfPostgres('-g') };
}

function idOfPostgres(flag: '-u' | '-g'): number | undefined {
  const { status, stdout } = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

function create(): Account {
  const home = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
  spawnSync('useradd', ['--system', '--user-group', ...home, 'postgres'], { stdio: 'ignore' });
  const account = lookUp();
  if (account) return account;
  throw new Error(
    'PostgreSQL does not run as root and no account "postgres" could be made: start Parley as a normal user.',
  );
}

export interface Launch {
  command: CommandLine;
  /** For `spawn`, where the command does not change its account by itself. */
  ids: Account;
}

/** The securebit is for access(2), which otherwise answers as if the capability were not there: initdb asks it. */
const PASS_ANYWHERE = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup'];

/**
 * How to run the command as this account: interrupted when we die (Postgres then shuts down fast and clean), and able to
 * pass through folders that only root may enter, such as a checkout below /root.
 */
export async function launchAs(account: Account, command: CommandLine, paths: string[]): Promise<Launch> {
  if (account.uid === undefined || !hasSetpriv()) {
    return { command: signalledWhenParentDies(command, 'INT'), ids: account };
  }
  const identity = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  const passage = (await canReach(account, paths)) ? [] : PASS_ANYWHERE;
  return { command: ['setpriv', ...identity, ...passage, '--pdeathsig', 'INT', ...command], ids: {} };
}

async function canReach(account: Account, paths: string[]): Promise<boolean> {
  const folders = new Set(paths.flatMap(ancestors));
  const open = await Promise.all([...folders].map((folder) => mayEnter(account, folder)));
  return open.every(Boolean);
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [parent, ...ancestors(parent)];
}

async function mayEnter(account: Account, folder: string): Promise<boolean> {
  const { mode, uid, gid } = await stat(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  return (mode & (gid === account.gid ? 0o010 : 0o001)) !== 0;
}
