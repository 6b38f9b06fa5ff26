// The embedded Temporal server keeps its runs over a kill, ends one that was left behind, and says when its store has to
// be filled from the record.
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, Connection } from '@temporalio/client'
import { afterAll, describe, expect, it } from 'vitest'
import { isAlive } from '../../cli/servers/processes.ts'
import { startTemporal } from '../../cli/servers/temporal.ts'
import type { TemporalServer } from '../../cli/servers/temporal.ts'
import { processesOf, temporaryFolder } from '../support/processes.ts'
import { temporalProgram } from '../support/temporal.ts'

const folder = temporaryFolder('temporal')
const dbFilename = join(folder, 'temporal.db')
const start = () =>
  startTemporal({ dbFilename, namespace: 'trinh', uiPort: false, executable: temporalProgram() })

async function withClient<T>(server: TemporalServer, work: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: server.address })
  try {
    return await work(new Client({ connection, namespace: server.namespace }))
  } finally {
    await connection.close()
  }
}
const startRun = (server: TemporalServer, workflowId: string) =>
  withClient(server, (client) => client.workflow.start('waits', { taskQueue: 'nobody', workflowId }))
const statusOf = (server: TemporalServer, workflowId: string) =>
  withClient(server, async (client) => (await client.workflow.getHandle(workflowId).describe()).status.name)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the embedded Temporal server', () => {
  it('says that a new store is empty until it has been filled', async () => {
    const first = await start()
    expect(first.storeIsFresh).toBe(true)
    await first.stop()
    const interrupted = await start()
    expect(interrupted.storeIsFresh).toBe(true)
    interrupted.storeFilled()
    await interrupted.stop()
    const filled = await start()
    expect(filled.storeIsFresh).toBe(false)
    await filled.stop()
    expect(processesOf(dbFilename)).toEqual([])
  })

  it('keeps its runs when it is killed', async () => {
    const first = await start()
    await startRun(first, 'run/killed')
    process.kill(first.pid, 'SIGKILL')
    await first.ended
    const second = await start()
    expect(await statusOf(second, 'run/killed')).toBe('RUNNING')
    await second.stop()
  })

  it('ends one that a killed parent has left running, and takes over', async () => {
    const left = await start()
    const next = await start()
    expect(isAlive(left.pid)).toBe(false)
    expect(await statusOf(next, 'run/killed')).toBe('RUNNING')
    await next.stop()
  })

  it('lays aside a store that another version made, and asks for it to be filled again', async () => {
    writeFileSync(`${dbFilename}.version`, '0.9\n')
    const server = await start()
    expect(server.storeIsFresh).toBe(true)
    expect(existsSync(`${dbFilename}.0.9`)).toBe(true)
    await expect(statusOf(server, 'run/killed')).rejects.toThrow(/not found/i)
    await server.stop()
  })
})
