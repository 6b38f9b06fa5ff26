// `npm run backup -- [--to FILE]`: database, files and keys of one moment in one archive, while people go on working.
// Encrypted with BACKUP_KEY_FILE or BACKUP_PASSPHRASE. Exit 0: written and whole; 2: written, but files that the record names
// are not in their folder; 1: not written.
import { mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { BACKUP_MARK, noteDone } from '../activities/upkeep/marks.ts'
import { readConfig } from '../config.ts'
import type { Config } from '../config.ts'
import { withSource } from './backup/instance.ts'
import { ended, mib, seconds } from './backup/said.ts'
import { takeBackup } from './backup/take.ts'
import type { Source } from './backup/take.ts'

const HELP = `npm run backup                   writes DATA_DIR/backups/trinh-<instant>.backup
npm run backup -- --to FILE      writes FILE, which must not be there yet
BACKUP_KEY_FILE or BACKUP_PASSPHRASE encrypts it.`

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { to: { type: 'string' }, help: { type: 'boolean' } } })
  if (values.help === true) {
    console.log(HELP)
    return 0
  }
  const config = readConfig()
  const path = values.to === undefined ? usualPath(config) : resolve(values.to)
  await mkdir(dirname(path), { recursive: true })
  const secret = config.backupSecret ?? null
  if (secret === null)
    console.log(
      'Not encrypted: the archive holds the signing key and all that was written; keep it as you keep them',
    )
  const {
    begin,
    end,
    bytes,
    seconds: took,
  } = await withSource(config, async (source) => {
    const taken = await takeBackup(source, { path, secret })
    // One that lacks files doesn't count as done: the page about the system goes on saying how old the last whole one is.
    if (taken.end.files.missing === 0) await noteBackup(source, taken.begin.at)
    return taken
  })
  const rows = Object.values(end.tables).reduce((sum, table) => sum + table.rows, 0)
  console.log(
    `${path}: the record as of ${begin.at}: ${rows} rows, ${end.heads.rows} chains, ${end.files.count} files, ${mib(bytes)} before packing; rows ${seconds(took.rows)}, files ${seconds(took.files)}`,
  )
  if (end.files.missing === 0) return 0
  console.error(
    `${end.files.missing} files that the record names are missing from their folder, or damaged; the first: ${end.files.missed.slice(0, 5).join(', ')}`,
  )
  return 2
}

/** The backup stands, whether or not this can be noted. */
async function noteBackup({ ownerUrl }: Source, at: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'trinh backup' })
  try {
    await client.connect()
    await noteDone(client, BACKUP_MARK, at)
  } catch (error) {
    console.error(`The time of this backup could not be noted: ${String(error)}`)
  } finally {
    await client.end()
  }
}

function usualPath(config: Config): string {
  const instant = new Date().toISOString().replace(/\.\d+/u, '').replaceAll(/[-:]/gu, '')
  return join(config.dataDir, 'backups', `trinh-${instant}.backup`)
}

await ended(main)
