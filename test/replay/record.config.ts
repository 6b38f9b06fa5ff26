// Saves histories anew: npx vitest run --config test/replay/record.config.ts
// To be run when a released version of a workflow first behaves in a way that no saved history shows. Files are added,
// never replaced: each is a life that some run may still be in the middle of.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    pool: 'forks',
    maxWorkers: 1,
    include: ['test/replay/record.ts'],
    globalSetup: [
      './test/support/globalSetup.postgres.ts',
      './test/support/globalSetup.temporal.ts',
      './test/support/globalSetup.testServer.ts',
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
