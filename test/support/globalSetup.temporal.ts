// One real Temporal server for the whole run, in memory; each test file takes a namespace of its own on it. On a machine
// without one it is downloaded or built first, with progress on screen.
import type { TestProject } from 'vitest/node'
import { findTemporal } from '../../cli/servers/findTemporal.ts'
import { startTemporal } from '../../cli/servers/temporal.ts'
import { runFolder } from './runFolder.ts'
import { shared } from './shared.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** host:port of the run's Temporal server. */
    temporalAddress: string
    /** The program, for tests that start (and kill) a server of their own. */
    temporalProgram: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { value, release } = await shared('temporal', async () => {
    const executable = await findTemporal((line) => console.log(line))
    const folder = await runFolder()
    try {
      const server = await startTemporal({
        namespace: 'tests',
        uiPort: false,
        executable,
        stateDir: folder.path,
      })
      return { value: { server, executable }, end: folder.end }
    } catch (error) {
      await folder.end()
      throw error
    }
  })
  project.provide('temporalAddress', value.server.address)
  project.provide('temporalProgram', value.executable)
  return release
}
