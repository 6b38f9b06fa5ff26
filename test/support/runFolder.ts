// A folder for the servers of one test run. Before a new one is made, what runs that were killed have left is ended and
// removed: their folders carry the process id of their run.
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endPostgresOf } from '../../cli/servers/postgres.ts'
import { isAlive, readPid } from '../../cli/servers/processes.ts'
import { endTemporalOf } from '../../cli/servers/temporal.ts'
import { temporaryFolder } from '../../cli/servers/temporaryFolder.ts'

const PREFIX = 'trinh-test-'
const OWNER = 'owner.pid'

/** Makes the folder; `end` ends the servers that still run in it, and removes it. */
export async function runFolder(): Promise<{ readonly path: string; readonly end: () => Promise<void> }> {
  await sweepLeftovers()
  const path = temporaryFolder('test')
  writeFileSync(join(path, OWNER), `${process.pid}\n`)
  return { path, end: () => endFolder(path) }
}

async function sweepLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const path = join(tmpdir(), name)
    const owner = readPid(join(path, OWNER))
    if (owner !== undefined && !isAlive(owner)) await endFolder(path)
  }
}

async function endFolder(path: string): Promise<void> {
  await endPostgresOf(join(path, 'pg'))
  await endTemporalOf(join(path, 'temporal'))
  rmSync(path, { recursive: true, force: true })
}
