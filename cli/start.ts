// `npm start`: the whole system with one command, and one line at the end that says what to open. Ctrl-C stops
// everything in order; a second start on the same folder says so. `-- --demo` loads demo data.
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { parseArgs } from 'node:util'
import { ConfigError, readConfig } from '../config.ts'
import { MigrationError } from '../prisma/migrate.ts'
import { StartError } from './servers/processes.ts'
import { ensureWeb } from './servers/web.ts'
import { lockInstance } from './start/instance-lock.ts'
import { StackStarter } from './start/stack.ts'

const HELP = `npm start                starts PostgreSQL, Temporal, worker, API and web on this machine
npm start -- --demo      the same, with demo data: one account for each role
Settings are environment variables: config.ts lists them.`

const begun = performance.now()

function say(line: string): void {
  console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${line}`)
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { demo: { type: 'boolean' }, help: { type: 'boolean' } } })
  if (values.help === true) {
    console.log(HELP)
    return 0
  }
  const config = readConfig()
  mkdirSync(config.dataDir, { recursive: true })
  const lock = lockInstance(config.dataDir)
  if ('heldBy' in lock) {
    console.error(
      `Trình already runs from ${config.dataDir} (process ${lock.heldBy}): open ${config.publicUrl}`,
    )
    return 1
  }
  try {
    await requireFreePort(config.host, config.port)
    return await runUntilStopped(new StackStarter(config, say), values.demo === true, config.publicUrl)
  } finally {
    lock.release()
  }
}

async function runUntilStopped(starter: StackStarter, demo: boolean, publicUrl: string): Promise<number> {
  const asked = new Promise<'asked'>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        resolve('asked')
      })
    }
  })
  // Whatever is pending when we are asked to stop fails because its server goes away: no news by then.
  let failure: unknown
  const started = Promise.all([starter.start({ demo }), ensureWeb(say)]).then(
    () => 'ready' as const,
    (error: unknown) => {
      failure = error
      return 'failed' as const
    },
  )
  const first = await Promise.race([asked, started])
  if (first === 'ready') {
    say(`Trình is ready: open ${publicUrl} (Ctrl-C stops it)`)
    await asked
    say('Stopping')
  }
  if (first === 'asked') say('Stopping')
  await starter.stop()
  if (first === 'failed') throw failure
  say('Stopped: nothing is left running')
  return 0
}

/** Throws one line when another program already listens where the API is to be. */
function requireFreePort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE' ? 'is taken by another program' : `can’t be used (${error.code ?? ''})`
      reject(new ConfigError(`PORT: ${host}:${port} ${why}; set PORT to a free one`))
    })
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isExpected = [ConfigError, MigrationError, StartError].some((kind) => error instanceof kind)
    console.error(isExpected && error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
