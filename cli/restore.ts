// `npm run restore -- --from FILE [--replace]`: puts a backup where there is nothing yet, checks all of it, and only then lets
// anything start on it. `--check` reads the whole archive and writes nothing.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../config.ts'
import type { Config } from '../config.ts'
import { BackupError } from './backup/fault.ts'
import { withTarget } from './backup/instance.ts'
import { checkArchive, restoreBackup } from './backup/put.ts'
import { ended, seconds } from './backup/said.ts'
import { rebuildNow } from './rebuild.ts'

const HELP = `npm run restore -- --from FILE              into an empty database or folder
npm run restore -- --from FILE --replace    lays aside what is there
npm run restore -- --from FILE --check      reads the whole archive, writes nothing
BACKUP_KEY_FILE or BACKUP_PASSPHRASE opens an encrypted one.`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      replace: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean' },
    },
  })
  if (values.help === true) {
    console.log(HELP)
    return 0
  }
  if (values.from === undefined) throw new BackupError(HELP)
  const config = readConfig()
  const source = { path: resolve(values.from), secret: config.backupSecret ?? null }
  if (values.check) {
    const { begin, end } = await checkArchive(source.path, source.secret)
    console.log(
      `${source.path}: whole: the record as of ${begin.at}, ${end.heads.rows} chains, ${end.files.count} files`,
    )
    return 0
  }
  const restored = await withTarget(config, (target) =>
    restoreBackup(target, source, { replace: values.replace }),
  )
  const { begin, end, migrated, kept, seconds: took } = restored
  console.log(
    `Restored: the record as of ${begin.at} (release ${begin.release}): ${end.heads.rows} chains end as they did, ${end.files.count} files; rows ${seconds(took.rows)}, files ${seconds(took.files)}`,
  )
  if (migrated.length > 0) console.log(`Tables brought up to this release: ${migrated.join(', ')}`)
  if (end.files.missing > 0)
    console.log(
      `${end.files.missing} files were missing when the backup was taken: they are missing here, too`,
    )
  if (kept !== null) {
    console.log(
      `What was there before is kept in the schema ${kept}. To remove it: DROP SCHEMA ${kept} CASCADE`,
    )
  }
  await startRuns(config)
  return 0
}

/** In a database of others the runs are made again now, or whoever restores is told to; the next `npm start` does it itself. */
async function startRuns(config: Config): Promise<void> {
  if (config.databaseUrl === undefined) {
    console.log('`npm start` makes the runs again from the record')
    return
  }
  console.log(
    `The keys are in ${config.dataDir}/secrets: SIGNING_KEY_FILE has to name the signing key of this record`,
  )
  if (config.temporalAddress === undefined)
    console.log('Then `npm run rebuild` makes the runs again from the record')
  else await rebuildNow(config, (line) => console.log(line))
}

await ended(main)
