// Five groups of tests, by what they need to have running; a group's servers start only when a test of it is asked for.
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

const PURE = ['test/domain/**/*.test.ts', 'test/procedures/**/*.test.ts', 'test/architecture/**/*.test.ts']
const RECORD = ['test/prisma/**/*.test.ts', 'test/record/**/*.test.ts', 'test/activities/**/*.test.ts']
const WORKFLOWS = ['test/workflows/**/*.test.ts', 'test/replay/**/*.test.ts']

const WEB = ['test/web/**/*.test.ts']

const POSTGRES = './test/support/globalSetup.postgres.ts'
const TEMPORAL = './test/support/globalSetup.temporal.ts'
const TEST_SERVER = './test/support/globalSetup.testServer.ts'

export default defineConfig({
  test: {
    pool: 'forks',
    // For two processors: most tests wait for a server as long as they work themselves.
    maxWorkers: 3,
    // Files share what they import, which was a fifth of their time: no module keeps state from one file to the next.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: { name: 'pure', include: PURE },
      },
      {
        extends: true,
        test: { name: 'record', include: RECORD, globalSetup: [POSTGRES] },
      },
      {
        extends: true,
        test: {
          name: 'workflows',
          include: WORKFLOWS,
          globalSetup: [POSTGRES, TEMPORAL, TEST_SERVER],
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['test/**/*.test.ts'],
          exclude: [...PURE, ...RECORD, ...WORKFLOWS, ...WEB],
          globalSetup: [POSTGRES, TEMPORAL],
        },
      },
      {
        extends: true,
        // Files share a running browser, too; whoever sits at it is new in each. A browser keeps a processor busy by itself.
        test: {
          name: 'web',
          include: WEB,
          globalSetup: ['./test/support/globalSetup.web.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
    // For a machine that does ten things at once; a test that waits for a condition ends as soon as it holds.
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
})
