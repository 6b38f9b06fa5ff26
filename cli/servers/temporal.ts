// Runs a real Temporal server of our own (the official development server with a SQLite file): starts it, waits until
// it answers for the namespace, deals with one that a killed parent left behind, and stops it cleanly.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { Connection } from '@temporalio/client'
import { childEnvironment } from '../../config.ts'
import { findTemporal } from './findTemporal.ts'
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

const READY_LIMIT_MS = 60_000
const STOP_STEPS = [
  ['SIGINT', 15_000],
  ['SIGKILL', 5_000],
] as const
const START_TRIES = 3

/** A running Temporal server of our own, on 127.0.0.1. */
export interface TemporalServer {
  /** host:port of the frontend. */
  readonly address: string
  /** Where the Temporal Web UI is, or undefined when it was not asked for. */
  readonly uiUrl: string | undefined
  readonly namespace: string
  readonly pid: number
  readonly port: number
  readonly uiPort: number | undefined
  /** True until storeFilled(): the store was empty or had to be laid aside, and lacks the runs of the record's open dossiers. */
  readonly storeIsFresh: boolean
  /** To be called when those runs have been made again (rebuild). */
  storeFilled(): void
  /** Fulfilled when the server process has ended, for whatever reason. */
  readonly ended: Promise<Ending>
  /** Stops it cleanly and returns when it is gone. Idempotent. */
  stop(): Promise<void>
}

/** How to start a server; ports are free ones unless given. */
export interface TemporalOptions {
  /** The file that keeps its state; without one it lives in memory. */
  readonly dbFilename?: string | undefined
  /** Where one that lives in memory keeps its log and process id; a temporary folder unless given. */
  readonly stateDir?: string
  readonly namespace: string
  readonly port?: number | undefined
  /** Port of the web UI; `false` starts without it. */
  readonly uiPort?: number | false | undefined
  /** The program to run; found by findTemporal() unless given. */
  readonly executable?: string | undefined
  readonly extraArgs?: readonly string[]
}

/** Starts the server and waits until it answers for the namespace. */
export async function startTemporal(options: TemporalOptions): Promise<TemporalServer> {
  const executable = options.executable ?? (await findTemporal())
  const { dbFilename } = options
  const base =
    dbFilename ?? join(options.stateDir ?? mkdtempSync(join(tmpdir(), 'trinh-temporal-')), 'temporal')
  mkdirSync(dirname(base), { recursive: true })
  await endTemporalOf(base)
  const storeIsFresh = dbFilename === undefined || (await prepareStore(dbFilename, executable))
  const logFile = `${base}.log`
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort())
    const uiPort = options.uiPort === false ? undefined : (options.uiPort ?? (await freePort()))
    const daemon = startDaemon({
      command: executable,
      args: serverArguments(options, port, uiPort),
      env: childEnvironment({}),
      logFile,
    })
    writeFileSync(pidFileOf(base), `${daemon.pid}\n${port}\n`)
    if (await waitUntilReady(daemon, `127.0.0.1:${port}`, options.namespace)) {
      return {
        address: `127.0.0.1:${port}`,
        uiUrl: uiPort === undefined ? undefined : `http://127.0.0.1:${uiPort}`,
        namespace: options.namespace,
        pid: daemon.pid,
        port,
        uiPort,
        storeIsFresh,
        storeFilled: () => {
          if (dbFilename !== undefined) rmSync(freshMarkOf(dbFilename), { force: true })
        },
        ended: daemon.ended,
        stop: async () => {
          await endProcess(daemon.pid, STOP_STEPS)
          rmSync(pidFileOf(base), { force: true })
          if (dbFilename === undefined && options.stateDir === undefined) {
            rmSync(dirname(base), { recursive: true, force: true })
          }
        },
      }
    }
    // Another program may have taken a port between our look and the start.
    if (attempt === START_TRIES) {
      throw new StartError(
        `the Temporal server does not start; its last words (${logFile}):\n${lastLines(logFile)}`,
      )
    }
  }
}

function serverArguments(options: TemporalOptions, port: number, uiPort: number | undefined): string[] {
  const store =
    options.dbFilename === undefined
      ? []
      : [
          ...['--db-filename', options.dbFilename],
          // Several times faster than the default journal; `full` so that a power cut loses no acknowledged write.
          ...['--sqlite-pragma', 'journal_mode=wal', '--sqlite-pragma', 'synchronous=full'],
        ]
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--namespace', options.namespace],
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...store,
    ...['--log-level', 'error', '--disable-config-file', '--disable-config-env'],
    ...(options.extraArgs ?? []),
  ]
}

const freshMarkOf = (dbFilename: string) => `${dbFilename}.fresh`
const pidFileOf = (base: string) => `${base}.pid`

/** Ends a server that still runs because its parent was killed; `base` is its store's file, or `<stateDir>/temporal`. */
export async function endTemporalOf(base: string): Promise<void> {
  const pid = readPid(pidFileOf(base))
  if (pid !== undefined && isAlive(pid)) {
    // The number may belong to another program by now, even to another server of this kind: the port tells.
    const port = readFileSync(pidFileOf(base), 'utf8').split('\n')[1]
    if (commandLine(pid).includes(`server start-dev --ip 127.0.0.1 --port ${port} `))
      await endProcess(pid, STOP_STEPS)
  }
  rmSync(pidFileOf(base), { force: true })
}

/**
 * The tables of a store are made once, by the version that made the file; another version may not find what it needs.
 * Such a file is laid aside: the record is the truth, and the runs are made again from it. Returns whether the store
 * still has to be filled, at this start or since one that was interrupted.
 */
async function prepareStore(dbFilename: string, executable: string): Promise<boolean> {
  const { stdout } = await promisify(execFile)(executable, ['--version'], { env: childEnvironment({}) })
  const version = /Server (\d+\.\d+)/.exec(stdout)?.[1] ?? stdout.trim()
  const stamp = `${dbFilename}.version`
  const before = existsSync(stamp) ? readFileSync(stamp, 'utf8').trim() : undefined
  const fresh = !existsSync(dbFilename)
  if (!fresh && before === version) return existsSync(freshMarkOf(dbFilename))
  if (!fresh) {
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(dbFilename + suffix))
        renameSync(dbFilename + suffix, `${dbFilename}.${before ?? 'old'}${suffix}`)
    }
  }
  writeFileSync(freshMarkOf(dbFilename), '')
  writeFileSync(stamp, `${version}\n`)
  return true
}

async function waitUntilReady(daemon: Daemon, address: string, namespace: string): Promise<boolean> {
  return waitFor(
    async () => {
      if (daemon.ending() !== undefined) return false
      try {
        const connection = await Connection.connect({ address, connectTimeout: 1_000 })
        try {
          await connection.withDeadline(Date.now() + 2_000, () =>
            connection.workflowService.describeNamespace({ namespace }),
          )
          return true
        } finally {
          await connection.close()
        }
      } catch {
        return undefined
      }
    },
    READY_LIMIT_MS,
    () =>
      new Error(
        `the Temporal server (process ${daemon.pid}) did not answer within ${READY_LIMIT_MS / 1000} s`,
      ),
  )
}
