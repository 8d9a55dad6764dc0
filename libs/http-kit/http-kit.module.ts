import { Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';

import { HealthController } from './health.controller.ts';
import { ProblemFilter } from './problem.filter.ts';

/** What every process with an HTTP door has: health, and problem documents for whatever goes wrong. */
@Module({ controllers: [HealthController], providers: [{ provide: APP_FILTER, useClass: ProblemFilter }] })
export class HttpKitModule {}
