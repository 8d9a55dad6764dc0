import { SignJWT } from 'jose';
import request from 'supertest';

import { newId } from '#common';
import type { RouteOutput } from '#contracts';

import type { Cluster, Participant } from './cluster.ts';
import type { TestWorkspace } from './workspace-factory.ts';

export interface VouchingSite extends TestWorkspace {
  /** What its server signs with. */
  secret: string;
  admin: Participant;
}

export type IdentityClaims = Record<string, unknown>;

/** A site whose server can say who a visitor is. */
export async function vouchingSite(cluster: Cluster): Promise<VouchingSite> {
  const workspace = await cluster.workspace();
  const admin = await cluster.agent(workspace, 'Ada', 'admin');
  const renewing = request(cluster.url).post(`/v1/sites/${workspace.siteId}/identity-secret`);
  const { body } = await renewing.auth(admin.accessToken, { type: 'bearer' }).expect(200);
  return { ...workspace, admin, secret: (body as RouteOutput<'site.renewSecret'>).secret };
}

/** What the website's server signs. Each token is another one: `jti` differs. */
export function vouch(
  { siteKey, secret }: Pick<VouchingSite, 'siteKey' | 'secret'>,
  claims: IdentityClaims,
  alg = 'HS256',
): Promise<string> {
  const all = { aud: siteKey, exp: inSeconds(300), jti: newId(), ...claims };
  return new SignJWT(all).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret));
}

/** A NumericDate (RFC 7519). */
export function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}
