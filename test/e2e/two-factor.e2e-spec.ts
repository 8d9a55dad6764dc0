import { TOTP } from 'otpauth';
import request from 'supertest';

import type { Problem, Role, RouteOutput } from '#contracts';
import { Cluster } from '#testing';
import type { Participant, TestAgent, TestWorkspace } from '#testing';

let cluster: Cluster;
let workspace: TestWorkspace;
beforeAll(async () => {
  cluster = await Cluster.start({ api: 2, realtime: 0 });
  workspace = await cluster.workspace();
});
afterAll(() => cluster.stop());

type Agent = Participant & TestAgent;

const bearer = { type: 'bearer' } as const;
const anAgent = (role: Role = 'agent', of = workspace): Promise<Agent> => cluster.agent(of, 'Ada', role);
const instance = (index: number) => request(cluster.api[index]?.url ?? '');

function call(agent: Agent, path: string, body: object = {}) {
  return instance(0).post(`/v1/agents/${path}`).auth(agent.accessToken, bearer).send(body);
}

async function statusOf(agent: Agent): Promise<RouteOutput<'twoFactor.get'>> {
  const answer = await instance(1).get('/v1/agents/me/two-factor').auth(agent.accessToken, bearer).expect(200);
  return answer.body as RouteOutput<'twoFactor.get'>;
}

function login({ email, password }: TestAgent, code?: string, at = 0) {
  return instance(at).post('/v1/auth/login').send({ email, password, code });
}

/** An authenticator app. A code of the next half minute is taken as well, for clocks that go wrong: so there are two at any time. */
class App {
  readonly #totp: TOTP;
  readonly #startedAt = Date.now();

  constructor(readonly secret: string) {
    this.#totp = new TOTP({ secret });
  }

  code(stepsAhead = 0): string {
    return this.#totp.generate({ timestamp: this.#startedAt + stepsAhead * 30_000 });
  }
}

const beginning = (agent: Agent) => call(agent, 'me/two-factor/begin', { password: agent.password });

async function begin(agent: Agent): Promise<App> {
  const { body } = await beginning(agent).expect(200);
  return new App((body as RouteOutput<'twoFactor.begin'>).secret);
}

async function enabled(role?: Role): Promise<{ agent: Agent; app: App; backupCodes: string[] }> {
  const agent = await anAgent(role);
  const app = await begin(agent);
  const { body } = await call(agent, 'me/two-factor/enable', { code: app.code() }).expect(200);
  return { agent, app, backupCodes: (body as RouteOutput<'twoFactor.enable'>).backupCodes };
}

const codeOf = ({ body }: { body: unknown }): string => (body as Problem).code;

async function actions(agent: Agent): Promise<string[]> {
  const entries = await cluster.prisma.auditEntry.findMany({
    where: { targetId: agent.id, action: { startsWith: 'two_factor' } },
    orderBy: { id: 'asc' },
  });
  return entries.map(({ action }) => action);
}

describe('turning the second factor on', () => {
  it('hands out what an authenticator app reads, and asks for nothing before a code has shown that the app has it', async () => {
    const agent = await anAgent();
    const { body } = await beginning(agent).expect(200);
    const { secret, uri } = body as RouteOutput<'twoFactor.begin'>;
    expect(uri).toMatch(/^otpauth:\/\/totp\/Parley:/);
    expect(new URL(uri).searchParams.get('secret')).toBe(secret);
    expect(await statusOf(agent)).toEqual({ isEnabled: false, backupCodesLeft: 0 });
    await login(agent).expect(200);
  });

  it('takes the password where there is one: a stolen session must not shut its owner out', async () => {
    const agent = await anAgent();
    for (const body of [{}, { password: 'wrong' }]) {
      const answer = await call(agent, 'me/two-factor/begin', body).expect(401);
      expect(codeOf(answer)).toBe('invalid_credentials');
    }
    const { rows } = await cluster.pool.query('SELECT totp_secret FROM agents WHERE id = $1', [agent.id]);
    expect(rows).toEqual([{ totp_secret: null }]);
    await cluster.pool.query('UPDATE agents SET password_hash = NULL WHERE id = $1', [agent.id]);
    await call(agent, 'me/two-factor/begin').expect(200);
  });

  it('wants a code of the newest secret', async () => {
    const agent = await anAgent();
    const older = await begin(agent);
    const app = await begin(agent);
    for (const code of [older.code(), 'aaaaaaaaaa']) {
      expect(codeOf(await call(agent, 'me/two-factor/enable', { code }).expect(401))).toBe('invalid_code');
    }
    await call(agent, 'me/two-factor/enable', { code: app.code() }).expect(200);
    expect(await statusOf(agent)).toEqual({ isEnabled: true, backupCodesLeft: 10 });
  });

  it('wins once when it is asked twice at the same time, and the codes of that answer are those that work', async () => {
    const agent = await anAgent();
    const code = (await begin(agent)).code();
    const enable = () => call(agent, 'me/two-factor/enable', { code });
    const answers = await Promise.all([enable(), enable()]);
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    const [codes] = won.map(({ body }) => (body as RouteOutput<'twoFactor.enable'>).backupCodes);
    await login(agent, codes?.[0]).expect(200);
  });

  it('does not replace a secret that is in force', async () => {
    const { agent, app } = await enabled();
    expect(codeOf(await beginning(agent).expect(409))).toBe('already_exists');
    expect(codeOf(await call(agent, 'me/two-factor/enable', { code: app.code(1) }).expect(409))).toBe('already_exists');
    await login(agent, app.code(1)).expect(200);
  });

  it('leaves sessions alone, and keeps neither secret nor codes in the clear', async () => {
    const { agent, app, backupCodes } = await enabled();
    await statusOf(agent);
    const tables = ['agents', 'backup_codes', 'audit_entries'];
    const rows = await Promise.all(tables.map((table) => cluster.pool.query(`SELECT * FROM ${table}`)));
    const kept = JSON.stringify(rows.map((result) => result.rows)).toLowerCase();
    for (const secret of [app.secret.toLowerCase(), ...backupCodes]) expect(kept).not.toContain(secret);
  });
});

describe('signing in with the second factor', () => {
  it('asks for a code once the password is right, and says nothing of it while it is wrong', async () => {
    const { agent, app } = await enabled();
    expect(codeOf(await login(agent).expect(401))).toBe('two_factor_required');
    expect(codeOf(await login({ ...agent, password: 'wrong' }, app.code(1)).expect(401))).toBe('invalid_credentials');
    await login(agent, app.code(1)).expect(200);
  });

  it('takes a code once: of two logins at once, on two instances, one wins', async () => {
    const { agent, app } = await enabled();
    const answers = await Promise.all([login(agent, app.code(1), 0), login(agent, app.code(1), 1)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    expect(codeOf(await login(agent, app.code(1)).expect(401))).toBe('invalid_code');
  });

  it('takes no code that is older than one it has taken', async () => {
    const { agent, app } = await enabled();
    await login(agent, app.code(1)).expect(200);
    expect(codeOf(await login(agent, app.code(0)).expect(401))).toBe('invalid_code');
  });

  it('takes no code of another time, and none of somebody else', async () => {
    const { agent, app } = await enabled();
    const other = await enabled();
    for (const code of [app.code(-10), app.code(10), other.app.code(1), other.backupCodes[0]]) {
      expect(codeOf(await login(agent, code).expect(401))).toBe('invalid_code');
    }
  });

  it('takes no code for a secret that was sealed with another PARLEY_SECRET, and says so', async () => {
    const { agent, app } = await enabled();
    const { agent: other } = await enabled();
    const sql = 'UPDATE agents SET totp_secret = left(totp_secret, 8) || $2 WHERE id = $1';
    await cluster.pool.query(sql, [agent.id, 'x'.repeat(80)]);
    expect(codeOf(await login(agent, app.code(1)).expect(401))).toBe('invalid_code');
    expect(codeOf(await login(other).expect(401))).toBe('two_factor_required');
  });

  it('takes each backup code once, whoever is faster, and as people type it', async () => {
    const { agent, backupCodes } = await enabled();
    expect(new Set(backupCodes).size).toBe(10);
    for (const code of backupCodes) expect(code).toMatch(/^[a-z2-7]{10}$/);
    const [first = '', second = ''] = backupCodes;
    const answers = await Promise.all([login(agent, first, 0), login(agent, first, 1)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    await login(agent, `${second.slice(0, 5).toUpperCase()}-${second.slice(5)}`).expect(200);
    expect(await statusOf(agent)).toEqual({ isEnabled: true, backupCodesLeft: 8 });
  });
});

describe('turning the second factor off', () => {
  it('takes a code, not just a session', async () => {
    const { agent, app, backupCodes } = await enabled();
    expect(codeOf(await call(agent, 'me/two-factor/disable', { code: '000000' }).expect(401))).toBe('invalid_code');
    await login(agent).expect(401);
    await call(agent, 'me/two-factor/disable', { code: app.code(1) }).expect(204);
    await login(agent).expect(200);
    expect(await statusOf(agent)).toEqual({ isEnabled: false, backupCodesLeft: 0 });
    const again = await begin(agent);
    await call(agent, 'me/two-factor/enable', { code: again.code() }).expect(200);
    expect(codeOf(await login(agent, backupCodes[0]).expect(401))).toBe('invalid_code');
  });

  it('renews the backup codes for a code: the old ones end', async () => {
    const { agent, backupCodes } = await enabled();
    const [spent, old] = backupCodes;
    const { body } = await call(agent, 'me/two-factor/backup-codes', { code: spent }).expect(200);
    const [fresh] = (body as RouteOutput<'twoFactor.renewCodes'>).backupCodes;
    await login(agent, old).expect(401);
    await login(agent, fresh).expect(200);
    expect(await actions(agent)).toEqual(['two_factor.enabled', 'two_factor.codes_renewed']);
  });

  it('has nothing to renew while it is off', async () => {
    const agent = await anAgent();
    expect(codeOf(await call(agent, 'me/two-factor/backup-codes', { code: '000000' }).expect(404))).toBe('not_found');
  });

  it("is an admin's for somebody who has lost theirs, and stands in the audit log", async () => {
    const { agent } = await enabled();
    const admin = await anAgent('admin');
    await call(admin, `${agent.id}/two-factor/disable`).expect(204);
    await login(agent).expect(200);
    expect(await actions(agent)).toEqual(['two_factor.enabled', 'two_factor.disabled']);
  });

  it.each(['agent', 'supervisor'] as const)("is no %s's for others", async (role) => {
    const { agent } = await enabled();
    const colleague = await anAgent(role);
    expect(codeOf(await call(colleague, `${agent.id}/two-factor/disable`).expect(403))).toBe('forbidden');
  });

  it("is nobody's for one above them, for themselves without a code, or across workspaces", async () => {
    const owner = await enabled('owner');
    const admin = await enabled('admin');
    const stranger = await anAgent('owner', await cluster.workspace());
    await call(admin.agent, `${owner.agent.id}/two-factor/disable`).expect(403);
    await call(admin.agent, `${admin.agent.id}/two-factor/disable`).expect(403);
    await call(stranger, `${owner.agent.id}/two-factor/disable`).expect(404);
    for (const { agent } of [owner, admin]) expect(await statusOf(agent)).toMatchObject({ isEnabled: true });
  });
});

describe('guessing', () => {
  it('is bounded for whoever has stolen a session: the tenth wrong code shuts the rest out, on every instance', async () => {
    const start = () => cluster.startProcess('api', { PARLEY_RATE_LIMIT_FACTOR: '1' });
    const [one, other] = await Promise.all([start(), start()]);
    try {
      const { agent, app } = await enabled();
      const guess = (url: string, code: string) =>
        request(url).post('/v1/agents/me/two-factor/disable').auth(agent.accessToken, bearer).send({ code });
      for (let tries = 0; tries < 10; tries += 1) await guess(one.url, '000000').expect(401);
      expect(codeOf(await guess(other.url, app.code(1)).expect(429))).toBe('rate_limited');
    } finally {
      await Promise.all([one.stop(), other.stop()]);
    }
  });
});
