import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));
// Jest resolves the .ts files themselves.
swc.jsc.rewriteRelativeImportExtensions = false;
swc.swcrc = false;

/** Jest 30 on ES modules; `test/run.ts` starts Postgres and Redis first and hands their addresses over in the environment. */
const project = (displayName, testMatch) => ({
  displayName,
  testMatch,
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  // "import" must stay out of this list: engine.io would then load ws through the wrong entry.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest', swc] },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
});

export default {
  // A bound for what hangs, not a measure: two busy cores start processes slowly.
  testTimeout: 30_000,
  // Most tests wait for processes more than they compute. Jest would leave one core to its watch mode.
  maxWorkers: '100%',
  projects: [
    project('unit', ['<rootDir>/{apps,libs,test}/**/*.spec.ts']),
    project('integration', ['<rootDir>/{apps,libs}/**/*.int-spec.ts']),
    project('end-to-end', ['<rootDir>/test/**/*.e2e-spec.ts']),
    project('browser', ['<rootDir>/test/browser/**/*.browser-spec.ts']),
  ],
};
