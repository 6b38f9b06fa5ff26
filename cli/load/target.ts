// Which database a load fills: the one that DATABASE_URL names, or else the one that `npm start` keeps in DATA_DIR, which
// is started for as long as the load takes. Never one that is running there: its people would find strangers' dossiers.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../../config.ts'
import type { Config } from '../../config.ts'
import { startPostgres } from '../servers/postgres.ts'
import { lockInstance } from '../start/instance-lock.ts'
import { prepareDatabase } from '../start/prepare.ts'
import { loadSecrets } from '../start/secrets.ts'

export interface Target {
  readonly databaseUrl: string
  /** The tables' owner, who may bring the planner's statistics up to date. */
  readonly ownerUrl: string
  /** Signs certificates; undefined where the environment gives none with its DATABASE_URL. */
  readonly signingKeyPem: string | undefined
  close(): Promise<void>
}

/** Opens the database of the file's header; throws ConfigError naming the setting where there is none to be had. */
export async function openTarget(config: Config, say: (line: string) => void): Promise<Target> {
  const { databaseUrl, databaseOwnerUrl, signingKeyPem } = config
  if (databaseUrl !== undefined) {
    const ownerUrl = databaseOwnerUrl ?? databaseUrl
    return { databaseUrl, ownerUrl, signingKeyPem, close: async () => undefined }
  }
  return ownDatabase(config, say)
}

async function ownDatabase(config: Config, say: (line: string) => void): Promise<Target> {
  const { dataDir } = config
  mkdirSync(dataDir, { recursive: true })
  const lock = lockInstance(dataDir)
  if ('heldBy' in lock) {
    throw new ConfigError(
      `Trình runs from ${dataDir} (process ${lock.heldBy}): stop it before the load, or set DATABASE_URL to load into another database`,
    )
  }
  try {
    say(`DATABASE_URL is not set: filling the database that \`npm start\` keeps in ${dataDir}`)
    const server = await startPostgres({ dataDir: join(dataDir, 'postgres') })
    const close = async (): Promise<void> => {
      await server.stop()
      lock.release()
    }
    try {
      const { signingKeyPem } = loadSecrets(config)
      const { url, ownerUrl } = server
      const made = await prepareDatabase({ appUrl: url, ownerUrl, demo: false, clock: config, say })
      if (made !== null)
        say(`First administrator: ${made.login}, password ${made.password} (shown this once)`)
      return { databaseUrl: url, ownerUrl, signingKeyPem, close }
    } catch (error) {
      await server.stop()
      throw error
    }
  } catch (error) {
    lock.release()
    throw error
  }
}
