// The instance that is backed up, or restored into: the one of DATABASE_URL, or the one that `npm start` keeps in DATA_DIR,
// whether it runs or not. With it go its folder of files and its keys.
import { chmod, mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../../config.ts'
import type { Config } from '../../config.ts'
import { runningPostgres, startPostgres } from '../servers/postgres.ts'
import { lockInstance } from '../start/instance-lock.ts'
import { BackupError } from './fault.ts'
import type { Target } from './put.ts'
import type { Source } from './take.ts'

/** The name under which the key that signs goes, wherever it came from. */
export const SIGNING_KEY = 'signing-key.pem'

/** While rows are copied in: nothing but this server writes to its folder, and what it copies needs no log. */
const BULK = {
  ...{ wal_level: 'minimal', max_wal_senders: '0', max_wal_size: '8GB', checkpoint_timeout: '1h' },
  // Rows come frozen and every table is analysed when it is whole: what it would do meanwhile is done again.
  autovacuum: 'off',
}

function secretsOf(config: Config): string {
  return join(config.dataDir, 'secrets')
}

function documentsOf(config: Config): string {
  return config.documentDir ?? join(config.dataDir, 'documents')
}

async function readKeys(config: Config): Promise<Map<string, Buffer>> {
  const keys = new Map<string, Buffer>()
  const folder = secretsOf(config)
  const names = existsSync(folder) ? (await readdir(folder)).sort() : []
  for (const name of names.filter((one) => /^[\w-][\w.-]{0,99}$/u.test(one) && !one.includes('.before-')))
    keys.set(name, await readFile(join(folder, name)))
  if (config.sealingKeys.length > 0)
    keys.set('sealing-key', Buffer.from(config.sealingKeys.map((key) => key.toString('base64')).join(',')))
  if (config.signingKeyPem !== undefined) keys.set(SIGNING_KEY, Buffer.from(`${config.signingKeyPem}\n`))
  return keys
}

function ownerOf(config: Config): string | undefined {
  if (config.databaseUrl !== undefined && config.databaseOwnerUrl === undefined)
    throw new ConfigError(
      'DATABASE_OWNER_URL is not set: give the connection of the role that owns the tables',
    )
  return config.databaseOwnerUrl
}

/** Runs the work on the instance as it is; its PostgreSQL is started for as long as that takes where it doesn't run. */
export async function withSource<T>(config: Config, work: (source: Source) => Promise<T>): Promise<T> {
  const { release } = config
  const about = { documentDir: documentsOf(config), keys: await readKeys(config), release }
  const given = ownerOf(config)
  if (given !== undefined) return work({ ...about, ownerUrl: given })
  const dataDir = join(config.dataDir, 'postgres')
  if (!existsSync(dataDir))
    throw new BackupError(`${config.dataDir}: no instance is kept there; set DATA_DIR, or DATABASE_URL`)
  const running = runningPostgres(dataDir)
  if (running !== null) return work({ ...about, ownerUrl: running })
  const lock = lockInstance(config.dataDir)
  if ('heldBy' in lock)
    throw new BackupError(
      `${config.dataDir}: is just starting or stopping (process ${lock.heldBy}); try again`,
    )
  try {
    const server = await startPostgres({ dataDir })
    try {
      return await work({ ...about, ownerUrl: server.ownerUrl })
    } finally {
      await server.stop()
    }
  } finally {
    lock.release()
  }
}

/** Runs the work on the place that a backup is restored into; its own PostgreSQL runs only for that time. */
export async function withTarget<T>(config: Config, work: (target: Target) => Promise<T>): Promise<T> {
  const about = {
    documentDir: documentsOf(config),
    putKey: (name: string, content: Buffer) => putKey(config, name, content),
  }
  const given = ownerOf(config)
  if (given !== undefined) return work({ ...about, ownerUrl: given })
  mkdirSync(config.dataDir, { recursive: true })
  const lock = lockInstance(config.dataDir)
  if ('heldBy' in lock)
    throw new BackupError(
      `Trình runs from ${config.dataDir} (process ${lock.heldBy}): stop it before a restore`,
    )
  try {
    const server = await startPostgres({ dataDir: join(config.dataDir, 'postgres'), settings: BULK })
    try {
      const done = await work({ ...about, ownerUrl: server.ownerUrl })
      await layTemporalAside(config)
      return done
    } finally {
      await server.stop()
    }
  } finally {
    lock.release()
  }
}

const stamp = (): string => new Date().toISOString().replace(/\D/gu, '').slice(0, 14)

/** Runs of another record must not go on beside the restored one: the next start makes them again. */
async function layTemporalAside(config: Config): Promise<void> {
  const folder = join(config.dataDir, 'temporal')
  if (existsSync(folder)) await rename(folder, `${folder}.before-${stamp()}`)
}

/** Writes a key that only this user may read; another one of that name is laid aside. */
async function putKey(config: Config, name: string, content: Buffer): Promise<void> {
  const folder = secretsOf(config)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const path = join(folder, name)
  if (existsSync(path)) {
    if ((await readFile(path)).equals(content)) return
    await rename(path, `${path}.before-${stamp()}`)
  }
  await writeFile(`${path}.part`, content, { mode: 0o600, flush: true })
  await rename(`${path}.part`, path)
}
