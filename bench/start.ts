// How long `npm start` takes until the first page is there, on an empty folder and again on the same one.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../cli/servers/processes.ts'
import { temporaryFolder } from '../cli/servers/temporaryFolder.ts'
import { childEnvironment } from '../config.ts'
import type { Figure, Say } from './lib/ground.ts'
import { median } from './lib/measure.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const PAGE = '/api/docs'
const LIMIT_MS = 120_000
const AGAIN = 3

export async function start(say: Say): Promise<readonly Figure[]> {
  const folder = temporaryFolder('bench-start')
  try {
    const first = await seconds(folder)
    say(
      `\n| start | seconds to the first page |\n|---|---|\n| first, on an empty folder | ${first.toFixed(1)} |`,
    )
    const later: number[] = []
    for (let nth = 2; nth < 2 + AGAIN; nth += 1) {
      const taken = await seconds(folder)
      later.push(taken)
      say(`| number ${nth} | ${taken.toFixed(1)} |`)
    }
    const seen = median(later)
    return [
      {
        what: `second \`npm start\` to the first page, median of ${AGAIN}`,
        seen: `${seen.toFixed(1)} s`,
        aim: '≤ 8 s',
        met: seen <= 8,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Starts, waits for the page, stops; gives the seconds to the page. */
async function seconds(folder: string): Promise<number> {
  const port = await freePort()
  const began = performance.now()
  const child = spawn('npm', ['start', '--silent'], {
    cwd: ROOT,
    env: childEnvironment({ DATA_DIR: folder, PORT: String(port), LOG_LEVEL: 'error' }),
    stdio: 'ignore',
    // A group of its own, to be asked to stop as a terminal asks.
    detached: true,
  })
  const ended = once(child, 'exit')
  try {
    await untilShown(`http://127.0.0.1:${port}${PAGE}`, began + LIMIT_MS)
    return (performance.now() - began) / 1000
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
    await ended
  }
}

async function untilShown(url: string, givesUpAt: number): Promise<void> {
  for (;;) {
    const status = await fetch(url).then(
      (reply) => reply.status,
      // Nobody listens yet.
      () => 0,
    )
    if (status === 200) return
    if (performance.now() > givesUpAt) throw new Error(`${url}: not there within ${LIMIT_MS / 1000} s`)
    await pause(20)
  }
}
