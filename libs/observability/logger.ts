import type { LoggerService } from '@nestjs/common';
import { destination, pino } from 'pino';
import type { DestinationStream, Level, Logger as Pino } from 'pino';

/** Never written to a log, wherever it stands in what is logged. */
const SECRETS = ['authorization', 'cookie', 'password', 'token', 'ticket', 'accessToken', 'sessionToken', 'text'];

export interface LoggerOptions {
  process: string;
  level: Level | 'silent';
}

/** One JSON line per entry on stdout; secrets and what people wrote are left out. Nest's own lines go through it too. */
export class Logger implements LoggerService {
  private constructor(private readonly pino: Pino) {}

  static create({ process, level }: LoggerOptions, out: DestinationStream = destination(1)): Logger {
    const paths = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
    return new Logger(pino({ level, base: { process }, redact: { paths, remove: true } }, out));
  }

  debug(message: string, fields: object | string = {}): void {
    this.pino.debug(asFields(fields), message);
  }

  log(message: string, fields: object | string = {}): void {
    this.pino.info(asFields(fields), message);
  }

  warn(message: string, fields: object | string = {}): void {
    this.pino.warn(asFields(fields), message);
  }

  error(message: unknown, fields: unknown = {}): void {
    if (message instanceof Error) return this.pino.error({ err: message }, message.message);
    this.pino.error(fields instanceof Error ? { err: fields } : asFields(fields), String(message));
  }
}

/** Nest passes its context (a class name) or a stack as a second string. */
function asFields(fields: unknown): object {
  return typeof fields === 'object' && fields !== null ? fields : { context: fields };
}
