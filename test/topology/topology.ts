// Brings up the services of docker-compose.yml in the order of their conditions, each by the file's own command and
// environment, and ends them; API processes and workers can be killed and started again meanwhile.
import { connect, createServer } from 'node:net'
import { randomInt } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { createPool } from '../../activities/pool.ts'
import type { Pool } from '../../activities/pool.ts'
import type { Say } from '../../cli/servers/cache.ts'
import { startPostgres } from '../../cli/servers/postgres.ts'
import type { PostgresServer } from '../../cli/servers/postgres.ts'
import { freePort } from '../../cli/servers/processes.ts'
import { loadDemo } from '../../prisma/demo.ts'
import type { Demo } from '../../prisma/demo.ts'
import { mounted, readCompose } from './compose.ts'
import type { Compose } from './compose.ts'
import { Engine, ended, healthy } from './containers.ts'
import type { Container } from './containers.ts'
import { gatherPrograms } from './programs.ts'
import { startProxy } from './proxy.ts'
import type { Proxy } from './proxy.ts'

/** The root of this checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TEMPORAL_PORTS = ['FRONTEND', 'MATCHING', 'HISTORY', 'WORKER'].flatMap((part) => [
  `${part}_GRPC_PORT`,
  `${part}_MEMBERSHIP_PORT`,
])
const INIT_SCRIPT = '/docker-entrypoint-initdb.d/10-trinh.sh'

export interface TopologyOptions {
  readonly app: string
  readonly folder: string
  readonly variables: Readonly<Record<string, string>>
  readonly say: Say
}

export class Topology {
  readonly #options: TopologyOptions
  readonly #compose: Compose
  readonly #containers = new Map<string, Container>()
  readonly #ports = new Map<string, number>()
  #postgres: PostgresServer | undefined
  #engine: Engine | undefined
  #proxy: Proxy | undefined
  #pool: Pool | undefined
  #demo: Demo | undefined

  constructor(options: TopologyOptions) {
    this.#options = options
    this.#compose = readCompose(options.app, options.variables)
  }

  get proxy(): Proxy {
    return present(this.#proxy, 'proxy')
  }

  get engine(): Engine {
    return present(this.#engine, 'engine')
  }

  /** As trinh_app, like the processes themselves. */
  get pool(): Pool {
    return present(this.#pool, 'pool')
  }

  get demo(): Demo {
    return present(this.#demo, 'demo')
  }

  /** The names of the processes of a service, as many as the file says. */
  replicas(service: 'api' | 'worker'): string[] {
    const count = this.engine.service(service).deploy?.replicas ?? 1
    return Array.from({ length: count }, (_, index) => `${service}-${index + 1}`)
  }

  async start(): Promise<void> {
    const { app, folder, variables } = this.#options
    const places = {
      app,
      programs: join(folder, 'bin'),
      data: join(folder, 'data'),
      logs: join(folder, 'logs'),
    }
    for (const path of [places.data, places.logs]) mkdirSync(path, { recursive: true })
    const version = this.#compose.services['temporal']?.image.split(':')[1] ?? ''
    await gatherPrograms(places.programs, version, this.#options.say)
    this.#postgres = await startPostgres({ dataDir: join(folder, 'postgres'), maxConnections: 300 })
    const postgresPort = this.#postgres.port
    const temporalPort = await freePort()
    const signingKey = this.#compose.secrets['signing_key']?.file ?? ''
    this.#engine = new Engine(this.#compose, { ...places, postgresPort, temporalPort, signingKey })
    await this.#databases(this.#postgres, variables['TEMPORAL_DB_PASSWORD'] ?? '')
    await this.#timed('temporal-schema, and again', async () => {
      for (let times = 0; times < 2; times += 1) await this.engine.run('temporal-schema')
    })
    await this.#timed('temporal', () => this.#temporal(temporalPort))
    await this.#timed('temporal-namespace, and again', async () => {
      for (let times = 0; times < 2; times += 1) await this.engine.run('temporal-namespace')
    })
    await this.#timed('setup, and again', () => this.#setup())
    await this.#prepareDemo()
    const names = [...this.replicas('worker'), ...this.replicas('api')]
    await this.#timed(names.join(', '), async () => {
      await Promise.all(names.map((name) => this.bringUp(name)))
    })
    this.#proxy = await startProxy(() => [...this.#ports.values()])
  }

  /** What the images of the two database services do at their first start. */
  async #databases(server: PostgresServer, temporalPassword: string): Promise<void> {
    const admin = new pg.Client({ connectionString: server.adminUrl })
    await admin.connect()
    try {
      // The embedded server's own; the file's script makes them anew.
      await admin.query('DROP DATABASE trinh')
      await admin.query('DROP ROLE trinh_owner, trinh_app')
      const password = admin.escapeLiteral(temporalPassword)
      await admin.query(`CREATE ROLE temporal SUPERUSER LOGIN PASSWORD ${password}`)
      await admin.query('CREATE DATABASE temporal OWNER temporal')
    } finally {
      await admin.end()
    }
    const { password, port, hostname } = new URL(server.adminUrl)
    const script = mounted(this.#options.app, this.engine.service('db'), INIT_SCRIPT)
    const reach = { PGHOST: hostname, PGPORT: port, PGPASSWORD: password }
    const made = this.engine.start('db', 'db', ['sh', script], reach)
    if ((await ended(made)) !== 0)
      throw new Error(`${script} failed: ${readFileSync(this.engine.logOf('db'), 'utf8')}`)
  }

  async #temporal(port: number): Promise<void> {
    const ports = await Promise.all(
      TEMPORAL_PORTS.map(async (name) => [name, String(await lowPort())] as const),
    )
    const extra = {
      ...Object.fromEntries(ports),
      FRONTEND_GRPC_PORT: String(port),
      FRONTEND_HTTP_PORT: String(await freePort()),
      LOG_LEVEL: 'warn',
    }
    // The last line of the image's entrypoint; what stands before it finds out the container's address.
    const container = this.engine.start('temporal', 'temporal', ['temporal-server', 'start'], extra)
    this.#containers.set('temporal', container)
    await healthy(this.engine, container, () => isOpen(port))
  }

  async #setup(): Promise<void> {
    const first = await this.engine.run('setup')
    if (!/First administrator: \S+, password \S+/.test(first))
      throw new Error(`setup: no administrator:\n${first}`)
    const second = await this.engine.run('setup')
    if (/password|Tables:/.test(second)) throw new Error(`setup: not harmless to repeat:\n${second}`)
  }

  async #prepareDemo(): Promise<void> {
    const server = present(this.#postgres, 'PostgreSQL')
    const password = this.#options.variables['TRINH_APP_PASSWORD'] ?? ''
    const connectionString = `postgresql://trinh_app:${password}@127.0.0.1:${server.port}/trinh`
    this.#pool = createPool({ connectionString, name: 'the trial', statementTimeoutMs: 0 })
    this.#demo = await loadDemo(this.#pool)
  }

  /** Starts one of the API processes or workers, and waits until it is healthy. */
  async bringUp(name: string): Promise<void> {
    const [service = ''] = name.split('-')
    const { command, healthcheck } = this.engine.service(service)
    if (service !== 'api') {
      const from = readLog(this.engine.logOf(name)).length
      const worker = this.engine.start(name, service, command)
      this.#containers.set(name, worker)
      await healthy(this.engine, worker, async () =>
        readLog(this.engine.logOf(name)).slice(from).includes('worker ready'),
      )
      return
    }
    const port = await freePort()
    const api = this.engine.start(name, service, command, { PORT: String(port) })
    this.#containers.set(name, api)
    const [, ...check] = healthcheck?.test ?? []
    const asked = check.map((part) => part.replace(':3000/', `:${port}/`))
    await healthy(this.engine, api, async () => {
      const probe = this.engine.start(`${name}-healthcheck`, service, asked)
      return (await ended(probe)) === 0
    })
    this.#ports.set(name, port)
  }

  /** Kills processes as a power cut would, all at once. */
  async kill(...names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => present(this.#containers.get(name), name).kill()))
  }

  /** Ends everything gently, the last first; false, with a line, where one didn't end well. */
  async stop(): Promise<boolean> {
    let well = true
    await this.#proxy?.close()
    const inOrder = [...this.#containers.values()].filter(({ exit }) => exit() === undefined).reverse()
    for (const container of inOrder) {
      const from = performance.now()
      const code = await container.stop()
      if (code !== 0) well = false
      this.#options.say(`${container.name}: ended with ${code} (${seconds(from)})`)
    }
    return well
  }

  /** Ends whatever is left. */
  async end(): Promise<void> {
    await this.#proxy?.close()
    for (const container of this.#containers.values())
      if (container.exit() === undefined) await container.kill()
    await this.#pool?.end()
    await this.#postgres?.stop()
  }

  async #timed(what: string, work: () => Promise<void>): Promise<void> {
    const from = performance.now()
    await work()
    this.#options.say(`${what}: done (${seconds(from)})`)
  }
}

const seconds = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`

function present<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`${name}: not started`)
  return value
}

function readLog(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** A free port below 32768: Temporal keeps the ports of its membership in a column of two bytes. */
async function lowPort(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 32_000)
    const free = await new Promise<boolean>((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
    })
    if (free) return port
  }
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1')
    const done = (open: boolean) => {
      socket.destroy()
      answer(open)
    }
    socket.once('connect', () => done(true))
    socket.once('error', () => done(false))
  })
}
