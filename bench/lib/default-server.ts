// A Temporal server as its CLI starts it when nothing is said but where to keep its file: what the untuned rival stands on.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Connection } from '@temporalio/client'
import { findTemporal } from '../../cli/servers/findTemporal.ts'
import { endProcess, freePort, startDaemon, waitFor } from '../../cli/servers/processes.ts'
import { childEnvironment } from '../../config.ts'

const READY_LIMIT_MS = 30_000
const STOP_STEPS = [
  ['SIGINT', 10_000],
  ['SIGKILL', 5_000],
] as const

export interface DefaultServer {
  readonly address: string
  stop(): Promise<void>
}

/** Starts it with a store of its own in the folder. */
export async function startDefaultServer(folder: string, namespace: string): Promise<DefaultServer> {
  mkdirSync(folder, { recursive: true })
  const port = await freePort()
  const file = join(folder, 'default.sqlite')
  const daemon = startDaemon({
    command: await findTemporal(),
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--headless'],
      ...['--namespace', namespace, '--db-filename', file, '--log-level', 'error'],
    ],
    env: childEnvironment({}),
    logFile: join(folder, 'default.log'),
  })
  const address = `127.0.0.1:${port}`
  const stop = async (): Promise<void> => {
    await endProcess(daemon.pid, STOP_STEPS)
  }
  try {
    await waitFor(
      () => answers(address, namespace),
      READY_LIMIT_MS,
      () => new Error('the default server does not answer'),
    )
  } catch (error) {
    await stop()
    throw error
  }
  return { address, stop }
}

async function answers(address: string, namespace: string): Promise<true | undefined> {
  const connection = Connection.lazy({ address, connectTimeout: '1s' })
  try {
    await connection.workflowService.describeNamespace({ namespace })
    return true
  } catch {
    return undefined // still starting
  } finally {
    await connection.close()
  }
}
