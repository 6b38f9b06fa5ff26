// Our own TypeScript programs as one file of JavaScript each, made anew when a source has changed: compiling and joining
// them takes a second once, and saves two or three at each start. Packages stay where they are.
import { build } from 'esbuild'
import type { Plugin } from 'esbuild'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = fileURLToPath(new URL('./', import.meta.url))
/** Beneath node_modules, so that packages are found from there as from the sources; one folder for each checkout. */
const FOLDER = join(
  realpathSync(join(ROOT, 'node_modules')),
  ...['.cache', 'trinh', createHash('sha256').update(ROOT).digest('hex').slice(0, 12)],
)

const READ_ONLY = ['EACCES', 'EROFS', 'EPERM']
/** Without the flag of JavaScript's own, which esbuild's expressions don't know. */
const TYPESCRIPT = new RegExp(String.raw`\.ts$`)

/** How a program of ours is run: what node is told before it, and its file. */
export interface Compiled {
  readonly flags: readonly string[]
  readonly file: string
}

const known = new Map<string, Promise<Compiled>>()

/** A program of ours, given by its path from the root of the project; asked once, a process stays with what it got. */
export function compiled(program: string): Promise<Compiled> {
  const found = known.get(program) ?? make(program)
  known.set(program, found)
  found.catch(() => known.delete(program))
  return found
}

/** The arguments with which node runs a program of ours. */
export async function commandOf(program: string): Promise<readonly string[]> {
  const { flags, file } = await compiled(program)
  return [...flags, file]
}

async function make(program: string): Promise<Compiled> {
  const file = join(FOLDER, `${program.replace(/\.ts$/u, '').replaceAll('/', '-')}.mjs`)
  try {
    if (!isFresh(file)) await compile(program, file)
  } catch (error) {
    // A folder that may not be written, as in a container: compiled each time, as it is loaded.
    if (!READ_ONLY.includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    return { flags: ['--import', 'tsx'], file: join(ROOT, program) }
  }
  return { flags: ['--enable-source-maps'], file }
}

/** The content of a source in a word: times change with each copy of a checkout. */
function stateOf(path: string): string {
  const place = join(ROOT, path)
  return existsSync(place) ? createHash('sha256').update(readFileSync(place)).digest('base64') : 'gone'
}

/** Whether it is there, and no source has changed since it was made. */
function isFresh(file: string): boolean {
  if (!existsSync(`${file}.json`)) return false
  const sources = JSON.parse(readFileSync(`${file}.json`, 'utf8')) as Readonly<Record<string, string>>
  return Object.entries(sources).every(([path, state]) => stateOf(path) === state)
}

async function compile(program: string, file: string): Promise<void> {
  const result = await build({
    entryPoints: [join(ROOT, program)],
    outfile: file,
    absWorkingDir: ROOT,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    metafile: true,
    write: false,
    logLevel: 'silent',
    plugins: [placesOfSources(join(ROOT, program))],
  })
  const sources = [...Object.keys(result.metafile.inputs), 'compiled.ts', 'package.json']
  mkdirSync(FOLDER, { recursive: true })
  for (const { path, contents } of result.outputFiles) put(path, contents)
  put(`${file}.json`, JSON.stringify(Object.fromEntries(sources.map((path) => [path, stateOf(path)]))))
}

/** Two who start at once each put a whole file in place. */
function put(path: string, contents: string | Uint8Array): void {
  const partial = `${path}.${randomUUID()}`
  writeFileSync(partial, contents)
  renameSync(partial, path)
}

/** A source goes on knowing where it stands itself; only the program asks whether it is the one that was started. */
function placesOfSources(program: string): Plugin {
  return {
    name: 'places of sources',
    setup: (steps) => {
      steps.onLoad({ filter: TYPESCRIPT }, ({ path }) => {
        const text = readFileSync(path, 'utf8')
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
        const contents =
          path === program ? text : text.replaceAll('import.meta.filename', JSON.stringify(path))
        return { contents, loader: 'ts' }
      })
    },
  }
}
