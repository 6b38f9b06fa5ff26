// `npm run drill`: what nobody should do for the first time after a disk is lost. Takes a backup of the instance as it runs
// (or reads the one of --from), restores it into an empty folder with servers of its own, holds every table, head and file
// against the archive, verifies every chain, makes the runs again, and prints the times. Exit 1 on any difference.
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import { runDrill } from './backup/drill.ts'
import { withSource } from './backup/instance.ts'
import { ended, mib, seconds } from './backup/said.ts'
import { takeBackup } from './backup/take.ts'
import { temporaryFolder } from './servers/temporaryFolder.ts'

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { from: { type: 'string' }, help: { type: 'boolean' } } })
  if (values.help === true) {
    console.log(
      'npm run drill [-- --from FILE]    takes a backup, or the one named, and restores it beside the instance',
    )
    return 0
  }
  const config = readConfig()
  const secret = config.backupSecret ?? null
  const folder = temporaryFolder('drill')
  try {
    const path = values.from === undefined ? join(folder, 'drill.backup') : resolve(values.from)
    if (values.from === undefined) {
      const taken = await withSource(config, (source) => takeBackup(source, { path, secret }))
      console.log(
        `backup: ${seconds(taken.seconds.whole)} (rows ${seconds(taken.seconds.rows)}), ${mib(taken.bytes)} before packing`,
      )
    }
    const differences = await runDrill(config, { path, secret }, join(folder, 'instance'), (line) =>
      console.log(line),
    )
    for (const line of differences) console.error(`DIFFERENT: ${line}`)
    console.log(
      differences.length === 0 ? 'drill: the restored instance is the one of the backup' : 'drill: FAILED',
    )
    return differences.length === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

await ended(main)
