// The types of the web's client, made from our own OpenAPI document: `npm run web:client`. They are not in git: an
// install, `npm run typecheck`, `npm run lint` and the tests make them anew where a source of the document has changed
// since. Where the packages or the sources for it are missing (a production install), there is nothing to do.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const target = join(root, 'web', 'client', 'generated', 'api.ts')
const SOURCES = ['api', 'domain', 'procedures']

/** Fingerprint of everything that the document is made of. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const folder of SOURCES) {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    for (const name of names.filter((one) => one.endsWith('.ts')).sort())
      hash.update(`${folder}/${name}\n`).update(readFileSync(join(root, folder, name)))
  }
  return hash.update(readFileSync(fileURLToPath(import.meta.url))).digest('hex')
}

function isInstalled(name) {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`)
    return true
  } catch (error) {
    if (error?.code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return true
    if (error?.code === 'MODULE_NOT_FOUND') return false
    throw error
  }
}

const ready = SOURCES.every((folder) => existsSync(join(root, folder))) && existsSync(join(root, 'web'))
if (!ready || !isInstalled('openapi-typescript')) process.exit(0)

const mark = `// ${fingerprint()}`
const fresh = existsSync(target) && readFileSync(target, 'utf8').startsWith(mark)
if (!fresh) {
  // The document needs the API's own TypeScript, which a process of its own loads.
  const program = `
    import { openApiDocument } from './api/openapi.ts'
    import { ROUTES } from './api/routes/index.ts'
    process.stdout.write(JSON.stringify(openApiDocument(ROUTES, '')))`
  const made = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (made.status !== 0) {
    console.error(
      `${made.stderr}\nthe OpenAPI document could not be made: mend the API, then \`npm run web:client\``,
    )
    process.exit(1)
  }
  const { default: openapiTS, astToString } = await import('openapi-typescript')
  const ast = await openapiTS(JSON.parse(made.stdout), { alphabetize: false, immutable: false })
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, `${mark}\n// Made by tools/web-client.mjs; not in git.\n${astToString(ast)}`)
}
