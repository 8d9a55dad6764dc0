import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { DomainError } from '#common';
import type { SignedInActor } from '#common';
import type { RateName, RouteName } from '#contracts';
import { RateLimits, addressKey } from '#limits';
import type { Allowance } from '#limits';
import { addressOf } from '#process';

import { writeRateLimit } from './rate-limit-headers.ts';

/** For machines that ask all the time, and cost next to nothing. */
const UNLIMITED: ReadonlySet<RouteName> = new Set(['health.live', 'health.ready', 'auth.keys']);

/** Counts requests before anything is done for them. Each throws `rate_limited` when it is one too many. */
@Injectable()
export class RequestLimits {
  constructor(private readonly limits: RateLimits) {}

  /** For one who need not say who it is. */
  async admitStranger(route: RouteName, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!UNLIMITED.has(route)) await this.count('address', addressKey(addressOf(request)), reply);
  }

  /** For one whose token is good: wherever from, so that an office of many people behind one address is no crowd. */
  async admit(actor: SignedInActor, reply: FastifyReply): Promise<void> {
    await this.count(actor.kind === 'integration' ? 'apiKey' : 'actor', actor.id, reply);
  }

  /**
   * Before anything is done for a token, and uses nothing up: an address from which too many were refused is not listened to. Strangers
   * do not count here, so that a crowd behind one address shuts nobody out who is signed in.
   */
  async admitBearer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const allowance = await this.limits.look('address', refusedKey(request));
    if (allowance?.isUsedUp) refuse(reply, allowance);
  }

  /** For one whose token was refused, for whatever reason: guessing costs as strangers' requests do. */
  async countRefused(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.limits.take('address', refusedKey(request));
    await this.count('address', addressKey(addressOf(request)), reply);
  }

  private async count(rate: RateName, key: string, reply: FastifyReply): Promise<void> {
    const allowance = await this.limits.take(rate, key);
    if (!allowance) return;
    writeRateLimit(reply, allowance);
    if (allowance.isUsedUp) refuse(reply, allowance);
  }
}

function refuse(reply: FastifyReply, allowance: Allowance): never {
  writeRateLimit(reply, allowance);
  throw new DomainError('rate_limited', undefined, allowance.resetMs);
}

function refusedKey(request: FastifyRequest): string {
  return `refused:${addressKey(addressOf(request))}`;
}
