import { Catch, HttpException } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { DomainError } from '#common';
import { ERRORS } from '#contracts';
import type { ErrorCode, Problem } from '#contracts';
import { Logger } from '#observability';
import { toDomainError } from '#process';

/** Statuses that Fastify and Nest answer by themselves, as codes of the catalogue. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'invalid_request',
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
    if (problem.retryable) void reply.header('Retry-After', '1');
    if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    void reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}

function toProblem(error: DomainError, requestId: string): Problem {
  const { message, ...body } = error.toBody();
  return {
    type: `urn:parley:error:${error.code}`,
    title: ERRORS[error.code].message,
    status: error.status,
    detail: message,
    ...body,
    requestId,
  };
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
