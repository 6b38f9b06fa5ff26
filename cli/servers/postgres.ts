// Runs a real PostgreSQL of our own in a folder: makes the cluster the first time, goes on with the same data later,
// deals with what a killed parent or a kill -9 left behind, and stops it cleanly. Two roles: trinh_owner makes the
// tables, trinh_app runs the system with the rights that the migrations grant.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import {
  StartError,
  commandLine,
  endProcess,
  freePort,
  isAlive,
  lastLines,
  readPid,
  startDaemon,
  waitFor,
} from './processes.ts'
import type { Daemon, Ending } from './processes.ts'
import { clusterHome, findPostgresPrograms } from './postgresPrograms.ts'
import type { PostgresPrograms } from './postgresPrograms.ts'

/** Crash recovery of a big database may take this long before connections are taken. */
const READY_LIMIT_MS = 5 * 60_000
/** PostgreSQL's fast shutdown, then the immediate one (recovered from at the next start). */
const STOP_STEPS = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 5_000],
] as const
const START_TRIES = 5

interface Passwords {
  readonly superuser: string
  readonly owner: string
  readonly app: string
}

/** A running PostgreSQL of our own; all addresses are on 127.0.0.1. */
export interface PostgresServer {
  /** As trinh_app, the restricted role of the running system. */
  readonly url: string
  /** As trinh_owner, who owns the database and makes the tables. */
  readonly ownerUrl: string
  /** As the superuser, for making and dropping databases. */
  readonly adminUrl: string
  readonly port: number
  readonly pid: number
  /** Fulfilled when the server process has ended, for whatever reason. */
  readonly ended: Promise<Ending>
  /** Stops it cleanly and returns when it is gone. Idempotent. */
  stop(): Promise<void>
}

/** Starts PostgreSQL on the cluster in `dataDir` (made if missing), on the given or a free port, and waits until it answers. */
export async function startPostgres(options: {
  readonly dataDir: string
  readonly port?: number | undefined
  /** False only for data that nobody will miss: a crash of the machine then breaks it. Default true. */
  readonly fsync?: boolean
  readonly database?: string
  readonly maxConnections?: number
  /** Further settings of the server, over those that it is usually given. */
  readonly settings?: Readonly<Record<string, string>>
}): Promise<PostgresServer> {
  const programs = findPostgresPrograms()
  const home = clusterHome(options.dataDir, programs.user)
  makeFolder(home, programs.user)
  const cluster = join(home, 'cluster')
  await endOrphan(cluster)
  const passwords = loadPasswords(join(home, 'passwords.json'))
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(programs, home, cluster, passwords.superuser)

  const { daemon, port } = await startOn(programs, home, cluster, passwords, options)
  const database = options.database ?? 'trinh'
  const address = (role: string, password: string, db: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${port}/${db}`
  const adminUrl = address('postgres', passwords.superuser, 'postgres')
  const stop = async () => endProcess(daemon.pid, STOP_STEPS)
  try {
    await ensureRolesAndDatabase(adminUrl, passwords, database)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url: address('trinh_app', passwords.app, database),
    ownerUrl: address('trinh_owner', passwords.owner, database),
    adminUrl,
    port,
    pid: daemon.pid,
    ended: daemon.ended,
    stop,
  }
}

/** The owner's address on the server that runs on this folder now, whoever started it; null when none does. */
export function runningPostgres(dataDir: string, database = 'trinh'): string | null {
  if (!existsSync(dataDir)) return null
  const home = clusterHome(dataDir, findPostgresPrograms().user)
  const cluster = join(home, 'cluster')
  const pidFile = join(cluster, 'postmaster.pid')
  const pid = readPid(pidFile)
  if (pid === undefined || !isAlive(pid) || !commandLine(pid).includes(cluster)) return null
  // PostgreSQL's own file: process, folder, start, port …
  const port = Number(readFileSync(pidFile, 'utf8').split('\n')[3])
  const { owner } = loadPasswords(join(home, 'passwords.json'))
  return `postgresql://trinh_owner:${owner}@127.0.0.1:${port}/${database}`
}

/** Ends a server that still runs on the cluster of this folder because its parent was killed. */
export async function endPostgresOf(dataDir: string): Promise<void> {
  if (!existsSync(dataDir)) return
  await endOrphan(join(clusterHome(dataDir, findPostgresPrograms().user), 'cluster'))
}

async function endOrphan(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  const pid = readPid(pidFile)
  if (pid === undefined || !isAlive(pid)) return
  if (commandLine(pid).includes(cluster)) {
    await endProcess(pid, STOP_STEPS)
    return
  }
  // The number now belongs to another program, and PostgreSQL would take that one for its own and refuse to start.
  rmSync(pidFile)
}

function makeFolder(home: string, user: PostgresPrograms['user']): void {
  mkdirSync(home, { recursive: true })
  // The database user of a root installation has to pass through; the cluster inside stays closed to others.
  chmodSync(home, user === undefined ? 0o700 : 0o711)
}

function loadPasswords(path: string): Passwords {
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Passwords
  const fresh = () => randomBytes(24).toString('base64url')
  const passwords: Passwords = { superuser: fresh(), owner: fresh(), app: fresh() }
  const partial = `${path}.${process.pid}`
  writeFileSync(partial, JSON.stringify(passwords), { mode: 0o600 })
  renameSync(partial, path)
  return passwords
}

/** Makes the cluster under another name first: one that was begun and not finished is never taken for a whole one. */
async function initialise(
  programs: PostgresPrograms,
  home: string,
  cluster: string,
  superuserPassword: string,
): Promise<void> {
  const partial = `${cluster}.new`
  const passwordFile = join(home, 'initdb.password')
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { mode: 0o700 })
  rmSync(passwordFile, { force: true })
  writeFileSync(passwordFile, superuserPassword, { mode: 0o600 })
  if (programs.user !== undefined) {
    chownSync(partial, programs.user.uid, programs.user.gid)
    chownSync(passwordFile, programs.user.uid, programs.user.gid)
  }
  const args = [
    `--pgdata=${partial}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--data-checksums',
  ]
  try {
    await promisify(execFile)(programs.initdb, args, { cwd: '/', env: plainEnvironment(), ...programs.user })
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? ''
    throw new StartError(`PostgreSQL could not make its data folder ${cluster}: ${said.trim()}`, {
      cause: error,
    })
  } finally {
    rmSync(passwordFile, { force: true })
  }
  rmSync(cluster, { recursive: true, force: true })
  renameSync(partial, cluster)
}

function plainEnvironment(): NodeJS.ProcessEnv {
  return { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }
}

async function startOn(
  programs: PostgresPrograms,
  home: string,
  cluster: string,
  passwords: Passwords,
  options: Pick<Parameters<typeof startPostgres>[0], 'port' | 'fsync' | 'maxConnections' | 'settings'>,
): Promise<{ daemon: Daemon; port: number }> {
  const logFile = join(home, 'postgres.log')
  const durable = options.fsync ?? true
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort())
    const values = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: options.maxConnections ?? 200,
      shared_buffers: durable ? '256MB' : '64MB',
      timezone: 'UTC',
      log_timezone: 'UTC',
      jit: 'off',
      ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
      ...options.settings,
    }
    const daemon = startDaemon({
      command: programs.postgres,
      args: [
        '-D',
        cluster,
        '-p',
        String(port),
        ...Object.entries(values).flatMap(([k, v]) => ['-c', `${k}=${v}`]),
      ],
      env: plainEnvironment(),
      logFile,
      user: programs.user,
    })
    const ready = await waitUntilReady(
      daemon,
      `postgresql://postgres:${passwords.superuser}@127.0.0.1:${port}/postgres`,
    )
    if (ready) return { daemon, port }
    // Another program may have taken the port between our look and the start; the remains of a killed server may
    // need a moment to leave their shared memory. Anything else says so again at each attempt.
    if (attempt === START_TRIES) {
      throw new StartError(
        `PostgreSQL does not start in ${cluster}; its last words (${logFile}):\n${lastLines(logFile)}`,
      )
    }
  }
}

async function waitUntilReady(daemon: Daemon, url: string): Promise<boolean> {
  return waitFor(
    async () => {
      if (daemon.ending() !== undefined) return false
      const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
      client.on('error', () => undefined)
      try {
        await client.connect()
        return true
      } catch {
        return undefined
      } finally {
        // It may never have been connected; whether the server answers was found out above.
        await client.end().catch(() => undefined)
      }
    },
    READY_LIMIT_MS,
    () =>
      new StartError(`PostgreSQL (process ${daemon.pid}) did not answer within ${READY_LIMIT_MS / 1000} s`),
  )
}

async function ensureRolesAndDatabase(
  adminUrl: string,
  passwords: Passwords,
  database: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    for (const [role, password] of [
      ['trinh_owner', passwords.owner],
      ['trinh_app', passwords.app],
    ] as const) {
      const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
      const verb = rowCount === 0 ? 'CREATE' : 'ALTER'
      await client.query(`${verb} ROLE ${role} LOGIN PASSWORD ${client.escapeLiteral(password)}`)
    }
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database])
    if (rowCount === 0) {
      await client.query(
        `CREATE DATABASE ${client.escapeIdentifier(database)} OWNER trinh_owner TEMPLATE template0`,
      )
    }
  } finally {
    await client.end()
  }
}
