// The two servers that tests of the workflows run on: one that skips time, and the real development server.
import { TestWorkflowEnvironment } from '@temporalio/testing'
import { DefaultLogger, Runtime } from '@temporalio/worker'
import { randomUUID } from 'node:crypto'
import { findTemporal, findTestServer } from '../../cli/servers/findTemporal.ts'
import { startTemporal } from '../../cli/servers/temporal.ts'
import type { TemporalServer } from '../../cli/servers/temporal.ts'

let quiet = false

// Workers and clients that come and go, and failures made on purpose, are the daily bread of these tests.
function quietRuntime(): void {
  if (quiet) return
  quiet = true
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
  })
}

/** A server on which a year passes in milliseconds: inside env.sleep, result() and execute() only. One for each test file. */
export async function timeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  quietRuntime()
  return TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: await findTestServer() } },
  })
}

/** A real server with an empty store in memory, and what tests need to talk to it. */
export interface RealServer {
  readonly env: TestWorkflowEnvironment
  readonly server: TemporalServer
  end(): Promise<void>
}

/** Starts a development server for one test file (about a second); `config` are dynamic config values. */
export async function realServer(config: Readonly<Record<string, unknown>> = {}): Promise<RealServer> {
  quietRuntime()
  const server = await startTemporal({
    namespace: `test-${randomUUID().slice(0, 8)}`,
    uiPort: false,
    executable: await findTemporal(),
    extraArgs: Object.entries(config).flatMap(([key, value]) => [
      '--dynamic-config-value',
      `${key}=${JSON.stringify(value)}`,
    ]),
  })
  const env = await TestWorkflowEnvironment.createFromExistingServer({
    address: server.address,
    namespace: server.namespace,
  })
  return {
    env,
    server,
    end: async () => {
      await env.teardown()
      await server.stop()
    },
  }
}
