// The workflow code as one file, made once for each state of the sources and kept under their hash: bundling takes
// seconds, and every process and every test file that runs workflows needs it.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * Evaluated once in a worker's sandbox and shared, frozen, by all of its runs: no workflow keeps state in a module, and a
 * run that begins need not evaluate all of this anew.
 */
const PRELOADED = ['preload.ts', 'index.ts']

export interface BundleFile {
  readonly codePath: string
  /** Twelve hex digits that name the state of the sources. */
  readonly hash: string
}

/** Gives the bundle from the folder, and makes it first where it isn't there. */
export async function bundleOnce(folder: string): Promise<BundleFile> {
  const hash = sourcesHash()
  const codePath = join(folder, `${hash}.js`)
  if (existsSync(codePath)) return { codePath, hash }
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(ROOT, 'workflows', 'index.ts'),
    preloadModules: PRELOADED.map((name) => join(ROOT, 'workflows', name)),
    logger: new DefaultLogger('WARN'),
  })
  mkdirSync(folder, { recursive: true })
  // Another process may be doing the same, in a container of its own even under the same process id; each puts a whole
  // file in place.
  const partial = `${codePath}.${randomUUID()}`
  writeFileSync(partial, code)
  renameSync(partial, codePath)
  return { codePath, hash }
}

function sourcesHash(): string {
  const sdk = createRequire(import.meta.url)('@temporalio/worker/package.json') as { version: string }
  const hash = createHash('sha256').update(`${sdk.version} ${PRELOADED.join(' ')}`)
  for (const folder of ['workflows', 'domain']) {
    const names = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    for (const name of names.filter((each) => each.endsWith('.ts')).sort()) {
      hash.update(`\0${folder}/${name}\0`).update(readFileSync(join(ROOT, folder, name)))
    }
  }
  return hash.digest('hex').slice(0, 12)
}
