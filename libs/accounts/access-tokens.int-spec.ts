import { SignJWT, UnsecuredJWT, exportSPKI, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JWK } from 'jose';

import { newId } from '#common';
import type { AgentActor, VisitorActor } from '#common';
import { readServerSettings } from '#config';
import { PrismaService, SqlPool } from '#database';
import { Logger } from '#observability';
import { createDatabase, eventually } from '#testing';
import type { TestDatabase } from '#testing';

import { AccessTokens } from './access-tokens.ts';
import { SecretBox } from './secret-box.ts';
import { SigningKeyStore } from './signing-keys/signing-key-store.ts';
import { SigningKeys } from './signing-keys/signing-keys.ts';

const SECRET = 's'.repeat(32);
const ids = { id: newId(), workspaceId: newId(), sessionId: newId() };
const agent: AgentActor = { ...ids, kind: 'agent', name: 'Ada', role: 'admin' };
const visitor: VisitorActor = { ...ids, kind: 'visitor', name: null, siteId: newId() };
const unauthenticated = { code: 'unauthenticated' };

let database: TestDatabase;
let pool: SqlPool;
let prisma: PrismaService;
let opened: SigningKeys[] = [];

beforeAll(async () => {
  database = await createDatabase();
  pool = new SqlPool({ url: database.url, size: 8 });
  prisma = new PrismaService(pool);
});
afterEach(async () => {
  for (const keys of opened) keys.onModuleDestroy();
  opened = [];
  await prisma.signingKey.deleteMany();
});
afterAll(async () => {
  await prisma.$disconnect();
  await pool.end();
  await database.drop();
});

/** What one process has: its own memory, everything else shared. */
function anInstance(secret = SECRET) {
  const config = readServerSettings({}).toConfig({ databaseUrl: database.url, secret });
  const logger = Logger.create({ process: 'test', level: 'silent' });
  const keys = new SigningKeys(new SigningKeyStore(prisma, new SecretBox(config), logger), logger);
  opened.push(keys);
  return { keys, tokens: new AccessTokens(keys) };
}

/** As if so much time had passed for the keys. */
const age = (days: number) =>
  pool.query(
    `UPDATE signing_keys SET signs_from = signs_from - make_interval(days => $1), expires_at = expires_at - make_interval(days => $1)`,
    [days],
  );

const kidOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid;

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('AccessTokens', () => {
  it.each([agent, visitor])('gives back who it was issued for, on another instance too', async (actor) => {
    const [here, there] = [anInstance(), anInstance()];
    const { token } = await here.tokens.issue(actor, 'access');
    expect(await there.tokens.verify(token, 'access')).toMatchObject({ actor });
    expect(claimsOf(token)).toMatchObject({ iss: 'parley', aud: 'parley:access', sub: actor.id });
  });

  it('lives ten minutes', async () => {
    const { tokens } = anInstance();
    const { token, expiresAt } = await tokens.issue(agent, 'access');
    const exp = Number(claimsOf(token)['exp']);
    expect(exp).toBe(Math.floor(Date.parse(expiresAt) / 1000));
    expect(exp - Date.now() / 1000).toBeLessThanOrEqual(600);
  });

  it('names each token, so that one can be used up', async () => {
    const { tokens } = anInstance();
    const [one, other] = [await tokens.issue(agent, 'ticket'), await tokens.issue(agent, 'ticket')];
    const named = await Promise.all([one, other].map(({ token }) => tokens.verify(token, 'ticket')));
    expect(new Set(named.map(({ tokenId }) => tokenId)).size).toBe(2);
  });

  it.each([
    ['ticket', 'access'],
    ['access', 'ticket'],
  ] as const)('does not take a token for %s for one for %s', async (issued, asked) => {
    const { tokens } = anInstance();
    const { token } = await tokens.issue(agent, issued);
    await expect(tokens.verify(token, asked)).rejects.toMatchObject(unauthenticated);
  });

  it('says token_expired for one of ours that is too old, so that the client fetches another', async () => {
    const { tokens } = anInstance();
    const token = await forged({ exp: 1 }, await ownKey(tokens));
    await expect(tokens.verify(token, 'access')).rejects.toMatchObject({ code: 'token_expired' });
  });

  it.each([undefined, null, 7, '', 'a.b.c', '..', { token: 1 }])('refuses what is no token: %p', async (token) => {
    await expect(anInstance().tokens.verify(token, 'access')).rejects.toMatchObject(unauthenticated);
  });
});

describe('a forged token', () => {
  it('is refused when its claims were changed', async () => {
    const { tokens } = anInstance();
    const { token } = await tokens.issue({ ...agent, role: 'agent' }, 'access');
    const [header, , signature] = token.split('.');
    const changed = [header, encode({ ...claimsOf(token), role: 'owner' }), signature].join('.');
    await expect(tokens.verify(changed, 'access')).rejects.toMatchObject(unauthenticated);
  });

  it('is refused without a signature (alg: none), whatever key it names', async () => {
    const { tokens } = anInstance();
    const { token } = await tokens.issue(agent, 'access');
    const claims = claimsOf(token);
    const unsigned = new UnsecuredJWT(claims).encode();
    const named = `${encode({ alg: 'none', kid: kidOf(token) })}.${encode(claims)}.`;
    for (const forgery of [unsigned, named])
      await expect(tokens.verify(forgery, 'access')).rejects.toMatchObject(unauthenticated);
  });

  it('is refused when the public key was taken for a shared secret (HS256)', async () => {
    const { keys, tokens } = anInstance();
    const { token } = await tokens.issue(agent, 'access');
    const [jwk] = await keys.published();
    const publicKey = (await importJWK({ ...jwk, ext: true }, 'EdDSA')) as CryptoKey;
    const secrets = [JSON.stringify(jwk), jwk?.x ?? '', await exportSPKI(publicKey)];
    for (const secret of secrets) {
      const forgery = await new SignJWT(claimsOf(token))
        .setProtectedHeader({ alg: 'HS256', kid: kidOf(token) })
        .sign(new TextEncoder().encode(secret));
      await expect(tokens.verify(forgery, 'access')).rejects.toMatchObject(unauthenticated);
    }
  });

  it('is refused when it brings its own key', async () => {
    const { tokens } = anInstance();
    const { token } = await tokens.issue(agent, 'access');
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    for (const kid of [kidOf(token), newId(), undefined])
      await expect(tokens.verify(await forged({}, { privateKey, kid }), 'access')).rejects.toMatchObject(
        unauthenticated,
      );
  });

  it.each([
    ['another issuer', { iss: 'elsewhere' }],
    ['no expiry', { exp: undefined }],
    ['no name', { jti: undefined }],
    ['an unknown role', { role: 'emperor' }],
    ['an unknown kind', { kind: 'system' }],
  ])('is refused with %s', async (_, claims) => {
    const { tokens } = anInstance();
    await expect(tokens.verify(await forged(claims, await ownKey(tokens)), 'access')).rejects.toMatchObject(
      unauthenticated,
    );
  });
});

describe('signing keys', () => {
  it('are made once, however many instances need the first one at the same time', async () => {
    const instances = Array.from({ length: 16 }, () => anInstance());
    const issued = await Promise.all(instances.map(({ tokens }) => tokens.issue(agent, 'access')));
    expect(new Set(issued.map(({ token }) => kidOf(token))).size).toBe(1);
    expect(await prisma.signingKey.count()).toBe(1);
  });

  it('rotate: the next one is known everywhere before it signs, and what the old one signed stays good', async () => {
    const [here, there] = [anInstance(), anInstance()];
    const first = await here.tokens.issue(agent, 'access');
    await there.tokens.verify(first.token, 'access');

    await age(29);
    await Promise.all([here.keys.refresh(), there.keys.refresh()]);
    expect(await prisma.signingKey.count()).toBe(2);
    expect((await there.keys.published()).map(({ kid }) => kid)).toHaveLength(2);
    expect(kidOf((await there.tokens.issue(agent, 'access')).token)).toBe(kidOf(first.token));

    await age(1);
    await Promise.all([here.keys.refresh(), there.keys.refresh()]);
    const second = await there.tokens.issue(agent, 'access');
    expect(kidOf(second.token)).not.toBe(kidOf(first.token));
    expect(await here.tokens.verify(second.token, 'access')).toMatchObject({ actor: agent });
    expect(await there.tokens.verify(first.token, 'access')).toMatchObject({ actor: agent });
  });

  it('that are retired are no good any more, and are not published', async () => {
    const { keys, tokens } = anInstance();
    const old = await ownKey(tokens);
    await age(29);
    await keys.refresh();
    await age(2);
    await keys.refresh();
    expect((await keys.published()).map(({ kid }) => kid)).not.toContain(old.kid);
    await expect(tokens.verify(await forged({}, old), 'access')).rejects.toMatchObject(unauthenticated);
  });

  it('are followed at once after a pause in which all of them expired', async () => {
    const { keys, tokens } = anInstance();
    await tokens.issue(agent, 'access');
    await age(60);
    await keys.refresh();
    const { token } = await anInstance().tokens.issue(agent, 'access');
    expect(await tokens.verify(token, 'access')).toMatchObject({ actor: agent });
  });

  it('are found by an instance that has not read them yet', async () => {
    const there = anInstance();
    await there.keys.find(newId());
    const { token } = await anInstance().tokens.issue(agent, 'access');
    // Not more than once a second, whatever tokens name.
    await eventually(() =>
      there.tokens.verify(token, 'access').then(
        () => true,
        () => false,
      ),
    );
  });

  it('are read once for a crowd that names keys nobody has', async () => {
    const { tokens } = anInstance();
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const forgeries = await Promise.all(Array.from({ length: 50 }, () => forged({}, { privateKey, kid: newId() })));
    let queries = 0;
    const count = (): number => (queries += 1);
    pool.on('acquire', count);
    await Promise.allSettled(forgeries.map((token) => tokens.verify(token, 'access')));
    pool.off('acquire', count);
    expect(queries).toBe(1);
  });

  it('are kept sealed, and show only what is public', async () => {
    const { keys, tokens } = anInstance();
    await tokens.issue(agent, 'access');
    const { rows } = await pool.query<{ private_jwk: string }>('SELECT private_jwk FROM signing_keys');
    expect(rows[0]?.private_jwk).not.toContain('"d"');
    const [jwk] = await keys.published();
    expect(Object.keys(jwk ?? {}).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });

  it('that were sealed under another secret are replaced, and neither sign nor check', async () => {
    const { token } = await anInstance().tokens.issue(agent, 'access');
    const renewed = anInstance('x'.repeat(32));
    await expect(renewed.tokens.verify(token, 'access')).rejects.toMatchObject(unauthenticated);
    const fresh = await renewed.tokens.issue(agent, 'access');
    expect(await renewed.tokens.verify(fresh.token, 'access')).toMatchObject({ actor: agent });
  });
});

interface ForgersKey {
  privateKey: CryptoKey;
  kid: string | undefined;
}

/** What somebody could sign who has stolen the installation's key: everything else about a token must hold too. */
async function ownKey(tokens: AccessTokens): Promise<ForgersKey> {
  const kid = kidOf((await tokens.issue(agent, 'access')).token);
  const { privateJwk } = await prisma.signingKey.findUniqueOrThrow({ where: { id: kid } });
  const config = readServerSettings({}).toConfig({ databaseUrl: database.url, secret: SECRET });
  const jwk = JSON.parse(new SecretBox(config).open('signing-key', privateJwk)) as JWK;
  return { kid, privateKey: (await importJWK(jwk, 'EdDSA')) as CryptoKey };
}

function forged(changes: Record<string, unknown>, { privateKey, kid }: ForgersKey): Promise<string> {
  const { id: sub, ...rest } = agent;
  const own = { iss: 'parley', aud: 'parley:access', sub, jti: newId(), exp: Math.floor(Date.now() / 1000) + 300 };
  return new SignJWT({ ...rest, ...own, ...changes })
    .setProtectedHeader({ alg: 'EdDSA', ...(kid !== undefined && { kid }) })
    .sign(privateKey);
}
