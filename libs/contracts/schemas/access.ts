import { z } from 'zod';

import { AUDIT_ACTIONS } from '../audit.ts';
import { ACTOR_KINDS, ROLES } from '../entities.ts';
import { LIMITS } from '../limits.ts';
import { SCOPES } from '../policy.ts';
import { name, storable, timestamp, uuid } from './entities.ts';

/** Long enough to matter; whether it is common or too close to the name is judged where it is set (`weak_password`). */
export const newPassword = z.string().min(LIMITS.passwordMinLength).max(LIMITS.passwordMaxLength);
/** What was typed at a login: any length a password may have had. */
export const password = z.string().min(1).max(LIMITS.passwordMaxLength);
/** Six digits of an authenticator app, or a backup code. Spaces and dashes are allowed. */
export const secondFactorCode = z
  .string()
  .max(40)
  .transform((value) => value.replaceAll(/[\s-]/g, '').toLowerCase())
  .pipe(z.string().regex(/^(\d{6}|[a-z2-7]{10})$/, 'must be six digits or a backup code'));
/** The secret of a link: it travels in the URL's fragment, which browsers do not send. */
export const linkToken = z.string().min(1).max(200);

/** An origin as browsers send it: scheme, host and port, no path. `https://*.example.com` stands for every subdomain. */
export const origin = z
  .string()
  .max(LIMITS.originLength)
  .toLowerCase()
  .regex(
    /^https?:\/\/(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?(:\d{1,5})?$/,
    'must look like https://example.com',
  );

/** One address or a range: `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`. */
export const addressRange = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** A signed-in browser of an agent. */
export const session = z.object({
  id: uuid,
  /** The one that asks. */
  isCurrent: z.boolean(),
  method: z.enum(['password', 'sso', 'invitation']),
  /** From its User-Agent, e.g. `Firefox on Linux`; null when it says nothing known. */
  device: z.string().nullable(),
  address: z.string().nullable(),
  createdAt: timestamp,
  lastUsedAt: timestamp,
});

export const invitation = z.object({
  id: uuid,
  email: z.string(),
  role: z.enum(ROLES),
  invitedBy: z.string().nullable(),
  createdAt: timestamp,
  expiresAt: timestamp,
});

export const twoFactor = z.object({ isEnabled: z.boolean(), backupCodesLeft: z.int().min(0) });

/** A site as those who run it see it. */
export const siteSettings = z.object({
  id: uuid,
  name: z.string(),
  publicKey: z.string(),
  /** Empty: any website may embed the widget. */
  allowedOrigins: z.array(z.string()),
  requiresConsent: z.boolean(),
  privacyUrl: z.string().nullable(),
  /** A secret to sign visitors' identities with exists. It is shown once, when it is made. */
  hasIdentitySecret: z.boolean(),
  createdAt: timestamp,
});

export const siteChange = {
  name,
  allowedOrigins: z.array(origin).max(LIMITS.originsPerSite),
  requiresConsent: z.boolean(),
  privacyUrl: storable.pipe(z.url({ protocol: /^https?$/ }).max(2_000)).nullable(),
};

/** Either of a visitor or of addresses; a visitor's may come with the address they last used. */
export const ban = z.object({
  id: uuid,
  visitor: z.object({ id: uuid, name: z.string().nullable() }).nullable(),
  address: z.string().nullable(),
  reason: z.string().nullable(),
  bannedBy: z.string().nullable(),
  createdAt: timestamp,
  expiresAt: timestamp.nullable(),
});

export const banTerms = {
  reason: storable.trim().max(500).optional(),
  /** Left out: until it is lifted. */
  hours: z.int().min(1).max(87_600).optional(),
};

export const apiKey = z.object({
  id: uuid,
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  createdBy: z.string().nullable(),
  createdAt: timestamp,
  expiresAt: timestamp.nullable(),
  lastUsedAt: timestamp.nullable(),
});
/** `secret` is the whole key, shown this once. */
export const newApiKey = z.object({ apiKey, secret: z.string() });

/** Single sign-on by OpenID Connect. */
export const ssoProvider = z.object({
  issuer: z.string(),
  clientId: z.string(),
  /** Agents with an address of these domains sign in there. */
  domains: z.array(z.string()),
  /** What somebody new becomes; null: only who has been invited or is an agent already gets in. */
  defaultRole: z.enum(ROLES).nullable(),
  /** Register it with the provider. */
  redirectUrl: z.string(),
});
export const ssoSettings = {
  issuer: storable.pipe(z.url({ protocol: /^https?$/ }).max(500)),
  clientId: storable.min(1).max(500),
  /** Left out: the one that is kept stays. */
  clientSecret: storable.min(1).max(500).optional(),
  domains: z.array(z.string().toLowerCase().regex(z.regexes.domain)).min(1).max(20),
  defaultRole: z.enum(['supervisor', 'agent']).nullable(),
};

export const auditEntry = z.object({
  id: uuid,
  at: timestamp,
  action: z.enum(AUDIT_ACTIONS),
  actor: z.object({ kind: z.enum(ACTOR_KINDS), id: uuid, name: z.string().nullable() }),
  /** What it was done to. */
  target: z.object({ kind: z.string(), id: uuid, name: z.string().nullable() }).nullable(),
  address: z.string().nullable(),
  /** What changed, e.g. `{"from": "agent", "to": "admin"}`. Never a secret. */
  details: z.record(z.string(), z.unknown()),
});
