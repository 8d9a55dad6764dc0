import { z } from 'zod';

import { ACTOR_KINDS, CONVERSATION_STATUSES, ROLES } from '../entities.ts';
import { LIMITS } from '../limits.ts';

/** Any spelling is understood; the canonical one (RFC 9562, lower case) is what is kept and answered. */
export const uuid = z.uuid().toLowerCase();
export const timestamp = z.iso.datetime({ offset: true }).describe('RFC 3339, UTC');
/** Position in a conversation's log: 1, 2, 3 … without gaps; 0 stands for "before the first". */
export const seq = z.int().min(0).max(2_147_483_647);

/** Text as it can be kept: Postgres has no NUL in it, and UTF-8 no half of a surrogate pair. */
export const storable = z
  .string()
  .refine((value) => !value.includes('\u0000') && value.isWellFormed(), 'must be well-formed text without NUL');

/** Something was typed: not empty, not only white space. */
export const text = storable
  .min(1)
  .max(LIMITS.textLength)
  .refine((value) => value.trim() !== '', 'must not be blank');

export const name = storable.trim().min(1).max(LIMITS.nameLength);
export const email = z.email().max(LIMITS.emailLength);

/** Who did something, as shown at that time. `name` is null for a visitor who gave none. */
export const actor = z.object({ kind: z.enum(ACTOR_KINDS), id: uuid, name: z.string().nullable() });
export const person = z.object({ id: uuid, name: z.string().nullable() });

export const agent = z.object({
  id: uuid,
  workspaceId: uuid,
  name: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  isOnline: z.boolean(),
});

export const site = z.object({ id: uuid, name: z.string(), isOnline: z.boolean().describe('An agent is online') });

export const conversation = z.object({
  id: uuid,
  siteId: uuid,
  visitor: person,
  status: z.enum(CONVERSATION_STATUSES),
  assignee: person.nullable(),
  /** Seq of the newest event the reader may see, 0 when there is none. */
  lastSeq: seq,
  lastMessage: z.object({ text: z.string(), actor, at: timestamp }).nullable(),
  createdAt: timestamp,
  lastEventAt: timestamp,
});

/** How far an actor has received and read a conversation. Both only move up. */
export const receipt = z.object({ actor: actor.pick({ kind: true, id: true }), delivered: seq, read: seq });
