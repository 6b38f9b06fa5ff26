// The built web application: made anew where its sources have changed since, by a fingerprint that stands beside it. A
// production install has no tools to build it; there it comes ready made, or the API runs without it.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { childEnvironment } from '../../config.ts'
import type { Say } from './cache.ts'
import { tryLockFile } from './lockFile.ts'
import { StartError, commandLine, waitFor } from './processes.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Where the built files are. */
export const WEB_DIR = join(ROOT, 'dist', 'web')
/** Where it is built: what is being served stays whole until the new one is. */
const NEXT_DIR = join(ROOT, 'dist', 'web-next')
const MARK = join(WEB_DIR, 'sources.sha256')
const SOURCES = ['web', 'domain'] as const
const MADE = /^client[\\/]generated[\\/]/u
const BUILD_LIMIT_MS = 300_000
/** What people get, whoever asks for it: a test's own surroundings would make the libraries' slow builds for developers. */
const MODE = 'production'

/** Fingerprint of everything that the built files are made of. */
function fingerprint(): string {
  const hash = createHash('sha256').update(`${MODE}\n`)
  for (const folder of SOURCES) {
    const names = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(ROOT, folder).length + 1))
    for (const name of names.filter((one) => !MADE.test(one)).sort())
      hash.update(`${folder}/${name}\n`).update(readFileSync(join(ROOT, folder, name)))
  }
  return hash.update(readFileSync(join(ROOT, 'package-lock.json'))).digest('hex')
}

function viteProgram(): string | null {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null
    throw error
  }
}

const isFresh = (wanted: string): boolean =>
  existsSync(join(WEB_DIR, 'index.html')) && existsSync(MARK) && readFileSync(MARK, 'utf8') === wanted

/** Builds the web application where it is missing or old; one process builds while others wait for it. */
export async function ensureWeb(say: Say): Promise<void> {
  const wanted = fingerprint()
  if (isFresh(wanted)) return
  const vite = viteProgram()
  if (vite === null) {
    if (!existsSync(join(WEB_DIR, 'index.html')))
      say('Web: not built, and its tools are not installed; run `npm ci` with development packages')
    return
  }
  mkdirSync(join(ROOT, '.data'), { recursive: true })
  const lock = await waitFor(
    () => {
      const taken = tryLockFile(join(ROOT, '.data', 'web-build.pid'), (pid) => commandLine(pid) !== '')
      return Promise.resolve('heldBy' in taken ? undefined : taken)
    },
    BUILD_LIMIT_MS,
    () => new StartError('the web application is being built by another process that does not end'),
  )
  try {
    if (isFresh(wanted)) return
    const begun = performance.now()
    say('Web: building (once, until its sources change)')
    await build(vite)
    writeFileSync(join(NEXT_DIR, 'sources.sha256'), wanted)
    rmSync(WEB_DIR, { recursive: true, force: true })
    renameSync(NEXT_DIR, WEB_DIR)
    say(`Web: built (${((performance.now() - begun) / 1000).toFixed(1)} s)`)
  } finally {
    lock.release()
  }
}

function build(vite: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [vite, 'build', '--config', 'web/vite.config.ts', '--outDir', NEXT_DIR, '--logLevel', 'warn'],
      {
        cwd: ROOT,
        env: childEnvironment({ NODE_ENV: MODE }),
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    let said = ''
    const hear = (part: Buffer): void => {
      said += part.toString()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new StartError(`the web application could not be built:\n${said.trim()}`))
    })
  })
}
