// `npm start` with real processes: it comes up with one line of what to open, brings back whatever is killed, stops
// without leaving anything, and recovers from its own violent end.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { childEnvironment } from '../../config.ts'
import { freePort, isAlive, waitFor } from '../../cli/servers/processes.ts'
import { processesOf, temporaryFolder } from '../support/processes.ts'

const LIMIT_MS = 240_000
const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const folder = temporaryFolder('start')
const dataDir = join(folder, 'data')
const port = await freePort()
const url = `http://127.0.0.1:${port}`

interface Started {
  readonly child: ChildProcess
  readonly output: () => string
  readonly exit: Promise<number | null>
}

const all: ChildProcess[] = []

function start(): Started {
  const child = spawn(process.execPath, ['--import', TSX, join(ROOT, 'cli', 'start.ts')], {
    cwd: ROOT,
    detached: true,
    env: childEnvironment({
      PORT: String(port),
      DATA_DIR: dataDir,
      TEMPORAL_CLI: inject('temporalProgram'),
      DATABASE_URL: undefined,
      TEMPORAL_ADDRESS: undefined,
    }),
  })
  all.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return { child, output: () => output, exit: new Promise((resolve) => child.once('exit', resolve)) }
}

const ready = (started: Started) =>
  waitFor(
    () => {
      if (started.child.exitCode !== null) throw new Error(`start ended:\n${started.output()}`)
      return started.output().includes('Trình is ready') || undefined
    },
    LIMIT_MS,
    () => new Error(`not ready:\n${started.output()}`),
  )

const pageAnswers = (started: Started) =>
  waitFor(
    async () =>
      (await fetch(`${url}/readyz`).then(
        (response) => response.ok,
        () => false,
      )) || undefined,
    LIMIT_MS,
    () => new Error(`${url}/readyz does not answer:\n${started.output()}`),
  )

/** The processes of this instance by part. */
function parts(started: Started): Record<'postgres' | 'temporal' | 'worker' | 'api', number> {
  const children = processesOf('guard.mjs').filter(({ parent }) => parent === started.child.pid)
  const ours = [...processesOf(dataDir), ...children]
  const find = (text: RegExp) => ours.find(({ command }) => text.test(command))?.pid ?? 0
  return {
    postgres: find(/postgres -D/),
    temporal: find(/server start-dev/),
    worker: find(/\/worker\.mjs/),
    api: find(/\/api-main\.mjs/),
  }
}

const gone = (pids: readonly number[]) =>
  waitFor(
    () => pids.every((pid) => !isAlive(pid)) || undefined,
    60_000,
    () => new Error(`still running: ${pids.filter(isAlive).join(', ')}`),
  )

afterAll(async () => {
  for (const child of all) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  const left = processesOf(dataDir).map(({ pid }) => pid)
  for (const pid of left) process.kill(pid, 'SIGKILL')
  await gone(left)
  rmSync(folder, { recursive: true, force: true })
})

describe('npm start', () => {
  let running: Started
  let password: string | undefined

  it(
    'brings everything up on an empty folder, prints a password once and says what to open',
    async () => {
      running = start()
      await ready(running)
      await pageAnswers(running)
      password = /First administrator: quantri, password (\S+)/.exec(running.output())?.[1]
      expect(password).toMatch(/.{12,}/)
      expect(running.output().trimEnd().split('\n').at(-1)).toContain(`open ${url}`)
      const answer = await fetch(`${url}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ login: 'quantri', password }),
      })
      expect(answer.status).toBe(201)
    },
    LIMIT_MS,
  )

  it('refuses a second start on the same folder in one line', async () => {
    const second = start()
    expect(await second.exit).toBe(1)
    expect(second.output().trim().split('\n')).toEqual([
      `Trình already runs from ${dataDir} (process ${running.child.pid}): open ${url}`,
    ])
  })

  it(
    'brings back every part that is killed, all four at once',
    async () => {
      const before = parts(running)
      expect(Object.values(before)).not.toContain(0)
      for (const pid of Object.values(before)) process.kill(pid, 'SIGKILL')
      await waitFor(
        () => [...running.output().matchAll(/runs again/g)].length === 4 || undefined,
        LIMIT_MS,
        () => new Error(running.output()),
      )
      await pageAnswers(running)
      const after = Object.values(parts(running))
      expect(after).not.toContain(0)
      expect(after.filter((pid) => Object.values(before).includes(pid))).toEqual([])
    },
    LIMIT_MS,
  )

  it('leaves nothing running after Ctrl-C', async () => {
    const pids = Object.values(parts(running))
    process.kill(-(running.child.pid ?? 0), 'SIGINT')
    expect(await running.exit).toBe(0)
    expect(pids.filter(isAlive)).toEqual([])
    expect(running.output()).toContain('nothing is left running')
  })

  it(
    'goes on at the second start, and never prints the password again',
    async () => {
      running = start()
      await ready(running)
      expect(running.output()).not.toMatch(/password/)
    },
    LIMIT_MS,
  )

  it(
    'takes worker and API with it when it is killed, and the next start deals with the servers',
    async () => {
      const left = parts(running)
      process.kill(running.child.pid ?? 0, 'SIGKILL')
      await gone([left.worker, left.api])
      running = start()
      await ready(running)
      await pageAnswers(running)
      await gone([left.postgres, left.temporal])
      running.child.kill('SIGTERM')
      expect(await running.exit).toBe(0)
      expect(processesOf(dataDir)).toEqual([])
    },
    LIMIT_MS,
  )
})
