// The whole system on this machine: brings up PostgreSQL and Temporal (unless addresses of others are set), prepares the
// database, runs worker and API, keeps all of them running, and stops them in the opposite order. Used by `npm start`
// and by whatever needs a real system to act on.
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import type { Say } from '../servers/cache.ts'
import { findTemporal } from '../servers/findTemporal.ts'
import { startPostgres } from '../servers/postgres.ts'
import type { PostgresServer } from '../servers/postgres.ts'
import { startTemporal } from '../servers/temporal.ts'
import type { TemporalServer } from '../servers/temporal.ts'
import { keepRunning } from './keeper.ts'
import type { Kept, Running } from './keeper.ts'
import { prepareDatabase } from './prepare.ts'
import type { FirstAdministrator } from './prepare.ts'
import { runProgram, startProgram } from './programs.ts'
import { loadSecrets } from './secrets.ts'

export type PartName = 'PostgreSQL' | 'Temporal' | 'worker' | 'API'

/** A system that runs; addresses stay the same when a part of it has to be started again. */
export interface Stack {
  /** Where the API and the pages are. */
  readonly url: string
  readonly databaseUrl: string
  readonly databaseOwnerUrl: string
  readonly temporalAddress: string
  readonly temporalUiUrl: string | undefined
  /** Present only when this start made him. */
  readonly administrator: FirstAdministrator | null
  /** What another program needs in its environment to work on this system. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The parts that were started here. */
  readonly parts: ReadonlyMap<PartName, Kept<Running>>
}

/** Collects the parts as they come up, so that a start that fails or is interrupted can be undone. */
export class StackStarter {
  readonly #parts = new Map<PartName, Kept<Running>>()
  readonly #starting = new Set<Promise<unknown>>()
  readonly #config: Config
  readonly #say: Say
  readonly #stopping = new AbortController()
  #stopped: Promise<void> | undefined

  constructor(config: Config, say: Say) {
    this.#config = config
    this.#say = say
  }

  /** Brings everything up; throws when a part does not come up (then call stop()). */
  async start(options: { readonly demo: boolean }): Promise<Stack> {
    const config = this.#config
    const secrets = loadSecrets(config)
    const [database, temporal] = await Promise.all([this.#database(), this.#temporal()])
    const administrator = await prepareDatabase({
      ...database,
      demo: options.demo,
      clock: config,
      say: this.#say,
    })
    if (administrator !== null) {
      this.#say(
        `First administrator: ${administrator.login}, password ${administrator.password} (shown this once)`,
      )
    }
    const environment = {
      DATABASE_URL: database.appUrl,
      // The running system has no right to change its own tables.
      DATABASE_OWNER_URL: undefined,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: config.temporalNamespace,
      DATA_DIR: config.dataDir,
      SIGNING_KEY: secrets.signingKeyPem,
      SEALING_KEY: secrets.sealingKeys,
      HOST: config.host,
      PORT: String(config.port),
      PUBLIC_URL: config.publicUrl,
      TRINH_CLOCK: config.clock,
      OPEN_DATA: config.openData === undefined ? 'off' : 'on',
      WEBHOOK_ALLOW: config.webhookAllow.join(','),
    }
    const url = `http://${config.host}:${config.port}`
    await Promise.all([
      this.#program('worker', 'worker.ts', environment),
      this.#program('API', 'api/main.ts', environment),
    ])
    // A database that was made just now has nothing to rebuild, unless demo data put a campaign into it.
    if (options.demo || (temporal.storeIsFresh && administrator === null)) await this.#rebuild(environment)
    if (temporal.storeIsFresh) temporal.storeFilled()
    return {
      url,
      databaseUrl: database.appUrl,
      databaseOwnerUrl: database.ownerUrl,
      temporalAddress: temporal.address,
      temporalUiUrl: temporal.uiUrl,
      administrator,
      environment,
      parts: this.#parts,
    }
  }

  /** Stops what was started, the last first; waits for starts that are under way. Idempotent. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    this.#stopped ??= this.#stopAll()
    return this.#stopped
  }

  async #stopAll(): Promise<void> {
    await Promise.allSettled(this.#starting)
    for (const name of ['API', 'worker', 'Temporal', 'PostgreSQL'] as const) {
      const part = this.#parts.get(name)
      if (part === undefined) continue
      await part.stop()
      this.#say(`${name}: stopped`)
    }
  }

  async #keep<T extends Running>(name: PartName, start: (before: T | undefined) => Promise<T>): Promise<T> {
    this.#stopping.signal.throwIfAborted()
    const begun = performance.now()
    const keeping = keepRunning(name, start, this.#say).then((kept) => {
      this.#parts.set(name, kept)
      return kept
    })
    this.#starting.add(keeping)
    try {
      const kept = await keeping
      this.#say(`${name}: running (${((performance.now() - begun) / 1000).toFixed(1)} s)`)
      return kept.current()
    } finally {
      this.#starting.delete(keeping)
    }
  }

  async #database(): Promise<{ appUrl: string; ownerUrl: string }> {
    const { databaseUrl, databaseOwnerUrl, dataDir } = this.#config
    if (databaseUrl !== undefined) return { appUrl: databaseUrl, ownerUrl: databaseOwnerUrl ?? databaseUrl }
    const server = await this.#keep('PostgreSQL', (before: PostgresServer | undefined) =>
      startPostgres({ dataDir: join(dataDir, 'postgres'), port: before?.port }),
    )
    return { appUrl: server.url, ownerUrl: server.ownerUrl }
  }

  async #temporal(): Promise<Pick<TemporalServer, 'address' | 'uiUrl' | 'storeIsFresh' | 'storeFilled'>> {
    const { temporalAddress, temporalNamespace, dataDir } = this.#config
    if (temporalAddress !== undefined)
      return { address: temporalAddress, uiUrl: undefined, storeIsFresh: false, storeFilled: () => undefined }
    const executable = await findTemporal(this.#say)
    return this.#keep('Temporal', (before: TemporalServer | undefined) =>
      startTemporal({
        dbFilename: join(dataDir, 'temporal', 'temporal.db'),
        namespace: temporalNamespace,
        executable,
        port: before?.port,
        uiPort: before?.uiPort,
      }),
    )
  }

  async #program(name: PartName, program: string, environment: Stack['environment']): Promise<void> {
    const logFile = this.#logFile(name.toLowerCase())
    await this.#keep(name, () => startProgram({ program, environment, logFile }, this.#stopping.signal))
  }

  async #rebuild(environment: Stack['environment']): Promise<void> {
    this.#stopping.signal.throwIfAborted()
    await runProgram({ program: 'cli/rebuild.ts', environment, logFile: this.#logFile('rebuild') })
    this.#say('Runs: made again from the record')
  }

  #logFile(name: string): string {
    return join(this.#config.dataDir, 'logs', `${name}.log`)
  }
}
