// Finds the time-skipping test server once for the whole run (downloads it on a machine without one); test files start
// their own, because one that a test has confused must not spoil another's.
import type { TestProject } from 'vitest/node'
import { findTestServer } from '../../cli/servers/findTemporal.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The time-skipping test server's program. */
    testServerProgram: string
  }
}

export default async function setup(project: TestProject): Promise<void> {
  project.provide('testServerProgram', await findTestServer((line) => console.log(line)))
}
