// Applies prisma/migrations/*/migration.sql in the order of their names, each in one transaction, under an advisory
// lock, and keeps the same list (_prisma_migrations) that Prisma's own command keeps. The running system needs no
// Prisma command line for this.
import { createHash, randomUUID } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { ConfigError, readConfig, requireSettings } from '../config.ts'

/** Any number will do, as long as every process that migrates this database takes the same. */
const LOCK_KEY = 7_220_126
const FOLDER = fileURLToPath(new URL('./migrations', import.meta.url))

const LIST_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY NOT NULL,
    checksum varchar(64) NOT NULL,
    finished_at timestamptz,
    migration_name varchar(255) NOT NULL,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`

interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

/** A migration that can't be applied or was changed after it had been; the message names it. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/**
 * Brings the database up to date and returns the names of the migrations applied now. Safe to run from several processes at
 * once. With `only`, those alone: a backup of an older release is restored into the tables that it had.
 */
export async function migrate(
  ownerUrl: string,
  folder: string = FOLDER,
  only?: ReadonlySet<string>,
): Promise<string[]> {
  const migrations = readMigrations(folder).filter(({ name }) => only === undefined || only.has(name))
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK_KEY])
    await client.query(LIST_TABLE)
    const open = pending(migrations, await appliedChecksums(client))
    for (const migration of open) await apply(client, migration)
    return open.map((migration) => migration.name)
  } finally {
    await client.end()
  }
}

/** The migrations of this release with the checksums of their texts, in order. */
export function knownMigrations(folder: string = FOLDER): readonly Pick<Migration, 'name' | 'checksum'>[] {
  return readMigrations(folder).map(({ name, checksum }) => ({ name, checksum }))
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

async function appliedChecksums(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  )
  return new Map(rows.map((row) => [row.name, row.checksum]))
}

function pending(migrations: readonly Migration[], applied: ReadonlyMap<string, string>): Migration[] {
  const known = new Set(migrations.map((migration) => migration.name))
  const strange = [...applied.keys()].filter((name) => !known.has(name))
  if (strange.length > 0) {
    throw new MigrationError(
      `the database already holds migrations that this version does not know (${strange.join(', ')}): start the newer version`,
    )
  }
  for (const { name, checksum } of migrations) {
    const before = applied.get(name)
    if (before !== undefined && before !== checksum) {
      throw new MigrationError(
        `migration ${name} was changed after it had been applied to this database: put its text back and write a new migration`,
      )
    }
  }
  return migrations.filter((migration) => !applied.has(migration.name))
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, transaction_timestamp(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('COMMIT')
  } catch (cause) {
    await client.query('ROLLBACK')
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new MigrationError(`migration ${name} failed and was rolled back: ${reason}`, { cause })
  }
}

async function main(): Promise<void> {
  const { databaseOwnerUrl } = requireSettings(readConfig(), 'databaseOwnerUrl')
  const applied = await migrate(databaseOwnerUrl)
  console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`)
}

if (process.argv[1] === import.meta.filename) {
  main().catch((error: unknown) => {
    const expected = error instanceof ConfigError || error instanceof MigrationError
    console.error(expected ? error.message : error)
    process.exitCode = 1
  })
}
