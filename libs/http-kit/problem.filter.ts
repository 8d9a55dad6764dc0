import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { DomainError } from '#common';
import type { ErrorCode } from '#contracts';
import { Logger } from '#observability';
import { PROBLEM_TYPE, toDomainError, toProblem } from '#process';

/** Statuses that Fastify and Nest answer by themselves, as codes of the catalogue. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_request',
  403: 'forbidden',
  404: 'not_found',
  405: 'not_found',
  413: 'payload_too_large',
  414: 'invalid_request',
  415: 'unsupported_media_type',
  503: 'draining',
};

/** The one translator from what was thrown to an RFC 9457 problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const context = { requestId: request.id, method: request.method, path: request.routeOptions.url };
    const problem = toProblem(fromLibrary(thrown) ?? toDomainError(thrown, this.logger, context), request.id);
    if (reply.sent) return;
    if (problem.retryable) void reply.header('Retry-After', retryAfter(problem.retryAfterMs));
    if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    void reply.code(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
  }
}

/** In whole seconds (RFC 9110), never too early. */
function retryAfter(ms = 1_000): string {
  return String(Math.max(1, Math.ceil(ms / 1_000)));
}

function fromLibrary(thrown: unknown): DomainError | null {
  const status = thrown instanceof HttpException ? thrown.getStatus() : statusCodeOf(thrown);
  const code = status === null ? undefined : CODES[status];
  return code ? new DomainError(code) : null;
}

function statusCodeOf(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('statusCode' in thrown)) return null;
  return typeof thrown.statusCode === 'number' ? thrown.statusCode : null;
}
