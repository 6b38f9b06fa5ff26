// Temporal for tests: a namespace of one's own on the run's real server, or a server that skips time. Both are for
// one test file and are closed in its afterAll.
import { randomBytes } from 'node:crypto'
import { msToTs } from '@temporalio/common/lib/time.js'
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { DefaultLogger, Runtime } from '@temporalio/worker'
import { inject } from 'vitest'
import { waitFor } from '../../cli/servers/processes.ts'

const NAMESPACE_LIMIT_MS = 30_000
const START_TRIES = 8

let quiet = false

/** Logs of the SDK only from errors on; to be called before the first connection or worker of a process. */
export function quietRuntime(): void {
  if (quiet) return
  quiet = true
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' }, forward: {} } },
  })
}

/** The program of the real server, for tests that start and kill one of their own with startTemporal(). */
export function temporalProgram(): string {
  return inject('temporalProgram')
}

/** An environment (client, connections) on the run's real server, in a fresh namespace; call teardown() at the end. */
export async function devServer(): Promise<TestWorkflowEnvironment & { readonly address: string }> {
  quietRuntime()
  const address = inject('temporalAddress')
  const namespace = `test-${randomBytes(6).toString('hex')}`
  const admin = await TestWorkflowEnvironment.createFromExistingServer({ address, namespace: 'default' })
  try {
    await admin.connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs('1 day'),
    })
  } finally {
    await admin.teardown()
  }
  const environment = await TestWorkflowEnvironment.createFromExistingServer({ address, namespace })
  await waitFor(
    async () => {
      try {
        await environment.client.workflow.count()
        return true
      } catch {
        return undefined
      }
    },
    NAMESPACE_LIMIT_MS,
    () => new Error(`namespace ${namespace} was not ready within ${NAMESPACE_LIMIT_MS / 1000} s`),
  )
  return environment
}

/** An environment whose server skips to the next timer while a result is awaited; call teardown() at the end. */
export async function timeSkipping(): Promise<TestWorkflowEnvironment> {
  quietRuntime()
  const server = { executable: { type: 'existing-path', path: inject('testServerProgram') } } as const
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await TestWorkflowEnvironment.createTimeSkipping({ server })
    } catch (error) {
      // The SDK waits five seconds for the port, which a busy machine may miss.
      if (attempt === START_TRIES) throw error
    }
  }
}
