// Runs one of our own TypeScript programs (worker.ts, api/main.ts, a command of cli/) as a child process whose output
// goes to a log file, and ends it gently.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { compiled } from '../../compiled.ts'
import { childEnvironment } from '../../config.ts'
import { StartError, endProcess, lastLines } from '../servers/processes.ts'
import type { Ending } from '../servers/processes.ts'
import type { Running } from './keeper.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const GUARD = new URL('./guard.mjs', import.meta.url).href
const READY_LIMIT_MS = 90_000
const STOP_STEPS = [
  ['SIGTERM', 20_000],
  ['SIGKILL', 5_000],
] as const

export interface ProgramOptions {
  /** Path from the root of the project. */
  readonly program: string
  readonly args?: readonly string[]
  /** Added to this process's environment; undefined takes a variable away. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly logFile: string
}

/** Starts a program and waits until it says that it is ready; throws with its last words when it ends before that. */
export async function startProgram(options: ProgramOptions, signal?: AbortSignal): Promise<Running> {
  const child = await launch(options)
  const ended = endingOf(child)
  const pid = child.pid ?? 0
  const running: Running = { pid, ended, stop: () => endProcess(pid, STOP_STEPS) }
  const limit = new AbortController()
  const outcome = await Promise.race([
    new Promise<'ready'>((resolve) => child.once('message', () => resolve('ready'))),
    ended.then(() => 'ended' as const),
    abortedOf(signal).then(() => 'stopping' as const),
    pause(READY_LIMIT_MS, 'late' as const, { signal: limit.signal }).catch(() => 'late' as const),
  ])
  limit.abort()
  if (outcome === 'ready') return running
  await running.stop()
  const why = {
    ended: `ended at its start; its last words (${options.logFile}):\n${lastLines(options.logFile)}`,
    late: `was not ready within ${READY_LIMIT_MS / 1000} s (${options.logFile})`,
    stopping: 'was told to stop before it was ready',
  }
  throw new StartError(`${options.program} ${why[outcome]}`)
}

/** Runs a program to its end; throws with its last words unless it ends with 0. */
export async function runProgram(options: ProgramOptions): Promise<void> {
  const { code, signal } = await endingOf(await launch(options))
  if (code === 0) return
  throw new StartError(
    `${options.program} failed (${signal ?? `code ${code}`}):\n${lastLines(options.logFile)}`,
  )
}

function abortedOf(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) resolve()
    else signal?.addEventListener('abort', () => resolve(), { once: true })
  })
}

async function launch({ program, args, environment, logFile }: ProgramOptions): Promise<ChildProcess> {
  const { flags, file } = await compiled(program)
  mkdirSync(dirname(logFile), { recursive: true })
  const log = openSync(logFile, 'a', 0o600)
  const child = spawn(process.execPath, [...flags, '--import', GUARD, file, ...(args ?? [])], {
    cwd: ROOT,
    // A process group of its own: Ctrl-C at the terminal reaches it only through the supervisor, in order.
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    env: childEnvironment(environment),
  })
  closeSync(log)
  return child
}

function endingOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
    child.once('error', () => resolve({ code: 127, signal: null }))
  })
}
