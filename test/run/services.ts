import { chromiumProgram, startPostgres, startRedis } from '#testing/machine';
import type { TestEnvironment, TestService } from '#testing/machine';

export interface Services {
  environment: Partial<TestEnvironment>;
  stop(): Promise<void>;
}

/** Starts what these test files need and no more: unit tests alone need nothing. */
export async function startServices(files: readonly string[]): Promise<Services> {
  const needsStores = files.some((file) => !file.endsWith('.spec.ts'));
  const needsBrowser = files.some((file) => file.endsWith('.browser-spec.ts'));
  const browser = needsBrowser ? { PARLEY_TEST_CHROMIUM: chromiumProgram() } : {};
  if (!needsStores) return { environment: browser, stop: () => Promise.resolve() };

  const running: TestService[] = [];
  const stop = async () => void (await Promise.all(running.map((service) => service.stop())));
  try {
    const postgres = await startPostgres();
    running.push(postgres);
    const redis = await startRedis();
    running.push(redis);
    const stores = {
      PARLEY_TEST_DATABASE_URL: postgres.url,
      PARLEY_TEST_TEMPLATE: postgres.template,
      PARLEY_TEST_REDIS_URL: redis.url,
    };
    return { environment: { ...browser, ...stores }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
