// Generates the Prisma client after an install, without downloading anything: the generator that this project uses
// needs no schema engine, but the CLI insists on finding one, so it is pointed at a harmless program. Succeeds
// quietly where there is no schema yet (the lock file is then being made).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const schema = join(root, 'prisma', 'schema.prisma')

if (!existsSync(schema)) {
  console.log('prisma/schema.prisma is not there: no client generated')
  process.exit(0)
}

const require = createRequire(import.meta.url)
const cli = join(dirname(require.resolve('prisma/package.json')), 'build', 'index.js')
const done = spawnSync(process.execPath, [cli, 'generate', '--schema', schema], {
  cwd: root,
  encoding: 'utf8',
  env: {
    ...process.env,
    // Never run for `generate`; any path that exists stops the CLI from fetching its own engine.
    PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  },
})

if (done.status !== 0) {
  console.error(`${done.stdout}\n${done.stderr}`.trim())
  console.error('prisma generate failed: correct prisma/schema.prisma, then run `npm run generate`')
  process.exit(1)
}
