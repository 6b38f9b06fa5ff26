// Small tools for the servers that run beside this program: start one apart from the terminal's own process group (so
// that Ctrl-C reaches it only through us, in order), know whether a process lives and what it is, and end it.
import { execFileSync, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const POLL_MS = 25
const LOG_LIMIT_BYTES = 20 * 1024 * 1024

/** A server or program that does not come up: the message says which, and holds its last words. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

/** How a process ended: its exit code, or the signal that ended it. */
export interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A server process that we started. */
export interface Daemon {
  readonly pid: number
  /** Fulfilled when the process has ended; never rejected. */
  readonly ended: Promise<Ending>
  /** How it ended, once it has. */
  ending(): Ending | undefined
}

/** Asks again until the condition gives a value other than undefined; throws `late()` after the time limit. */
export async function waitFor<T>(
  condition: () => Promise<T | undefined> | T | undefined,
  limitMs: number,
  late: () => Error,
): Promise<T> {
  const until = performance.now() + limitMs
  for (;;) {
    const value = await condition()
    if (value !== undefined) return value
    if (performance.now() > until) throw late()
    await pause(POLL_MS)
  }
}

/** A TCP port on 127.0.0.1 that is free at this moment. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (address === null || typeof address === 'string')
          reject(new Error('no port was given by the system'))
        else resolve(address.port)
      })
    })
  })
}

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The command line of a process, or an empty text when there is none. */
export function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}

/** The number in the first line of a pid file, or undefined when there is no such file. */
export function readPid(path: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(path, 'utf8').split('\n')[0] ?? '', 10)
    return Number.isInteger(pid) && pid > 1 ? pid : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Ends a process: each signal in turn, waiting the given time after each; returns when it is gone. */
export async function endProcess(
  pid: number,
  steps: readonly (readonly [signal: NodeJS.Signals, waitMs: number])[],
): Promise<void> {
  for (const [signal, waitMs] of steps) {
    if (!isAlive(pid)) return
    try {
      process.kill(pid, signal)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return
      throw error
    }
    const gone = await waitFor(
      () => (isAlive(pid) ? undefined : true),
      waitMs,
      () => new Error('late'),
    ).catch(() => false)
    if (gone) return
  }
  throw new Error(`process ${pid} does not end: end it by hand (kill -9 ${pid})`)
}

/** Starts a server in a process group of its own, its output going to the end of a log file. */
export function startDaemon(options: {
  readonly command: string
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly logFile: string
  readonly user?: { readonly uid: number; readonly gid: number } | undefined
}): Daemon {
  const log = openLog(options.logFile)
  const child = spawn(options.command, [...options.args], {
    detached: true,
    stdio: ['ignore', log, log],
    env: options.env,
    cwd: '/',
    ...options.user,
  })
  closeSync(log)
  let ending: Ending | undefined
  const ended = new Promise<Ending>((resolve) => {
    const settle = (how: Ending) => {
      ending ??= how
      resolve(ending)
    }
    child.once('exit', (code, signal) => settle({ code, signal }))
    child.once('error', () => settle({ code: 127, signal: null }))
  })
  child.unref()
  return { pid: child.pid ?? 0, ended, ending: () => ending }
}

function openLog(path: string): number {
  try {
    if (statSync(path).size > LOG_LIMIT_BYTES) truncateSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return openSync(path, 'a', 0o600)
}

/** The last lines of a log file, for a message that says why a server did not come up. */
export function lastLines(path: string, count = 15): string {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
  } catch {
    return '(no log)'
  }
}
