// Checks the arrows between folders (.dependency-cruiser.cjs) over the source folders that exist.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const folders = [
  'domain',
  'procedures',
  'workflows',
  'activities',
  'api',
  'web',
  'prisma',
  'cli',
  'bench',
  'test',
].filter((f) => existsSync(join(root, f)))
const programs = readdirSync(root).filter((name) => name.endsWith('.ts'))

const bin = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
const done = spawnSync(
  process.execPath,
  [bin, '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', ...programs, ...folders],
  { cwd: root, stdio: 'inherit' },
)
process.exit(done.status ?? 1)
