import type { LoggerService } from '@nestjs/common';
import { destination, pino } from 'pino';
import type { DestinationStream, Level, Logger as Pino } from 'pino';

import { textWithoutSecrets, withoutSecrets } from './redact.ts';

export interface LoggerOptions {
  process: string;
  level: Level | 'silent';
}

/** One JSON line per entry on stdout; secrets and what people wrote are left out. Nest's own lines go through it too. */
export class Logger implements LoggerService {
  private constructor(private readonly pino: Pino) {}

  static create({ process, level }: LoggerOptions, out: DestinationStream = destination(1)): Logger {
    // Errors have been made plain objects by `withoutSecrets`.
    return new Logger(pino({ level, base: { process }, serializers: { err: (error: unknown) => error } }, out));
  }

  debug(message: string, fields: object | string = {}): void {
    this.write('debug', message, fields);
  }

  log(message: string, fields: object | string = {}): void {
    this.write('info', message, fields);
  }

  warn(message: string, fields: object | string = {}): void {
    this.write('warn', message, fields);
  }

  error(message: unknown, fields: unknown = {}): void {
    if (message instanceof Error) return this.write('error', message.message, { err: message });
    this.write('error', String(message), fields instanceof Error ? { err: fields } : fields);
  }

  private write(level: Level, message: string, fields: unknown): void {
    if (!this.pino.isLevelEnabled(level)) return;
    this.pino[level](withoutSecrets(asFields(fields)), textWithoutSecrets(message));
  }
}

/** Nest passes its context (a class name) or a stack as a second string. */
function asFields(fields: unknown): object {
  return typeof fields === 'object' && fields !== null ? fields : { context: fields };
}
