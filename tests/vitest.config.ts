import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('..', import.meta.url));
const alias = [
  { find: '@', replacement: root.replace(/\/$/, '') },
  // The packages around GraphQL load its CommonJS build; a second copy beside it would not know their schemas.
  { find: /^graphql$/, replacement: `${root}node_modules/graphql/index.js` },
];

/** A suite of the integration tests against one of the two databases. */
function integration(database: 'pglite' | 'postgres') {
  return {
    resolve: { alias },
    test: {
      name: database,
      root,
      include: ['tests/**/*.pg.test.ts'],
      env: { TEST_DATABASE: database },
      globalSetup:
        database === 'postgres'
          ? ['tests/support/postgresServer.ts', 'tests/support/redisProgram.ts']
          : [],
      testTimeout: 60_000,
      hookTimeout: 120_000,
    },
  };
}

/** The browser tests, against a server of the built app on one of the two databases. */
function browser(database: 'pglite' | 'postgres') {
  return {
    resolve: { alias },
    test: {
      name: `e2e-${database}`,
      root,
      include: ['tests/e2e/**/*.e2e.ts'],
      env: { TEST_DATABASE: database },
      globalSetup: database === 'postgres' ? ['tests/support/postgresServer.ts'] : [],
      testTimeout: 300_000,
      hookTimeout: 300_000,
      fileParallelism: false,
    },
  };
}

/** The fault tests, against processes of the built app on one of the two databases. */
function faults(database: 'pglite' | 'postgres') {
  return {
    resolve: { alias },
    test: {
      name: `faults-${database}`,
      root,
      include: ['tests/faults/*.faults.ts'],
      env: { TEST_DATABASE: database },
      testTimeout: 600_000,
      hookTimeout: 300_000,
      fileParallelism: false,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          root,
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.pg.test.ts', '**/node_modules/**'],
          testTimeout: 30_000,
        },
      },
      integration('pglite'),
      integration('postgres'),
      browser('pglite'),
      browser('postgres'),
      faults('pglite'),
      faults('postgres'),
      {
        resolve: { alias },
        test: {
          name: 'pictures',
          root,
          include: ['tests/pictures/*.pictures.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
