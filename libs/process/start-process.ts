import { Module } from '@nestjs/common';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

import { BackplaneModule } from '#backplane';
import { ConfigError, ConfigModule } from '#config';
import type { Config } from '#config';
import { DatabaseModule } from '#database';
import { LimitsModule, TrafficShaper } from '#limits';
import { Logger, ObservabilityModule } from '#observability';

import { openDoor } from './http-door.ts';
import { Lifecycle } from './lifecycle.ts';
import { ProcessModule } from './process.module.ts';
import { protectBrowsers } from './protect-browsers.ts';
import { shapeTraffic } from './shape-traffic.ts';

export interface ProcessOptions {
  name: string;
  config: Config;
  modules: readonly (Type | DynamicModule)[];
  /** Adapters and plugins, before the application is initialised. */
  configure?: (app: NestFastifyApplication) => void | Promise<void>;
  /** What has to be there before the first request. */
  prepare?: (app: NestFastifyApplication) => Promise<void>;
}

export interface RunningProcess {
  app: NestFastifyApplication;
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  url: string;
  /** Drains and closes; safe to call twice. */
  stop(): Promise<void>;
}

/** What is still open this long after the drain is cut. */
const CLOSE_MS = 1_000;

@Module({})
class RootModule {}

/** Starts one of Parley's processes: settings, logger, database, backplane, HTTP, and the modules of its doors. SIGTERM and SIGINT drain it. */
export async function startProcess({
  name,
  config,
  modules,
  configure,
  prepare,
}: ProcessOptions): Promise<RunningProcess> {
  const logger = Logger.create({ process: name, level: config.logLevel });
  const shaper = new TrafficShaper(config);
  const root: DynamicModule = {
    module: RootModule,
    imports: [
      ConfigModule.forRoot(config),
      ObservabilityModule.forRoot(logger),
      DatabaseModule.forRoot({ url: config.databaseUrl, poolSize: config.databasePoolSize }),
      BackplaneModule.forRoot({ redisUrl: config.redisUrl, keyPrefix: config.redisKeyPrefix }),
      LimitsModule.forRoot(shaper),
      ProcessModule,
      ...modules,
    ],
  };
  const http = openDoor(config, logger, shaper);
  const app = await NestFactory.create<NestFastifyApplication>(root, http, {
    logger: quietNest(logger),
    bodyParser: false,
    abortOnError: false,
  });
  // Only JSON: a form of another site can then send nothing without asking first (CORS preflight).
  http.getInstance().removeContentTypeParser('text/plain');
  protectBrowsers(app, config);
  shapeTraffic(app, shaper);
  endConnectionsWhenDraining(app);
  await configure?.(app);
  await app.init();
  await prepare?.(app);
  await app.listen(config.port, config.host);
  const url = await app.getUrl();
  logger.log('listening', { url });
  return { app, url, stop: stopOnce(app, config, logger) };
}

/** Runs a process until it is told to stop. */
export async function runMain(start: () => Promise<RunningProcess>): Promise<void> {
  let running: RunningProcess;
  try {
    running = await start();
  } catch (error) {
    failStart(error);
  }
  const stop = (): void => {
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** Ends the process with one sentence: exit code 78 (EX_CONFIG of sysexits.h) for a bad setting, otherwise 1. */
export function failStart(error: unknown): never {
  const isSetting = error instanceof ConfigError;
  process.stderr.write(isSetting ? `parley: ${error.message}\n` : `parley: could not start: ${String(error)}\n`);
  process.exit(isSetting ? 78 : 1);
}

function stopOnce(app: NestFastifyApplication, config: Config, logger: Logger): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    logger.log('draining');
    const isDone = await app.get(Lifecycle).drain(config.drainSeconds * 1000);
    if (!isDone) logger.warn('left before everything was finished', { drainSeconds: config.drainSeconds });
    const cut = setTimeout(() => app.getHttpServer().closeAllConnections(), CLOSE_MS);
    await app.close();
    clearTimeout(cut);
    logger.log('stopped');
  };
  return () => (stopping ??= stop());
}

/** A kept-alive connection would hold the process up after its last answer. */
function endConnectionsWhenDraining(app: NestFastifyApplication): void {
  const lifecycle = app.get(Lifecycle);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', (_request, reply, payload, done) => {
      if (lifecycle.isDraining) void reply.header('Connection', 'close');
      done(null, payload);
    });
}

/** Nest tells every route and module at start; only its warnings and errors are news. */
function quietNest(logger: Logger): Logger {
  const quiet: Logger = Object.create(logger) as Logger;
  quiet.log = () => undefined;
  return quiet;
}
