/** How test/run.ts tells the tests where its services are. */
export interface TestEnvironment {
  /** The server's database for administration: test databases are made through it. */
  PARLEY_TEST_DATABASE_URL: string;
  /** The migrated database that test databases are copies of. */
  PARLEY_TEST_TEMPLATE: string;
  PARLEY_TEST_REDIS_URL: string;
  /** Path of the program; there when browser tests are among those that run. */
  PARLEY_TEST_CHROMIUM: string;
}

export function testEnvironment(name: keyof TestEnvironment): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with npm test, which starts what they need.`);
  return value;
}
