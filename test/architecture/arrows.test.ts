// The rules about arrows between folders do bite: each is broken once, in a small tree beside the project's own settings.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '../support/processes.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const report = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

/** File, what it imports, and the rule that this breaks (none: allowed). */
const CASES: readonly (readonly [file: string, source: string, rule: string | undefined])[] = [
  ['domain/fine.ts', 'export const fine = 1', undefined],
  ['domain/reads.ts', "import { readFileSync } from 'node:fs'\nreadFileSync('x')", 'domain-stands-alone'],
  ['domain/parses.ts', "import { z } from 'zod'\nz.string()", 'domain-stands-alone'],
  [
    'procedures/fine.ts',
    "import { z } from 'zod'\nimport { fine } from '../domain/fine.ts'\nz.literal(fine)",
    undefined,
  ],
  ['procedures/works.ts', "import { open } from '../activities/open.ts'\nopen()", 'procedures-are-data'],
  ['activities/open.ts', "import pg from 'pg'\nexport const open = () => new pg.Pool()", undefined],
  [
    'activities/names.ts',
    "import { NAME } from '../workflows/messages.ts'\nexport const name = NAME",
    undefined,
  ],
  ['activities/runs.ts', "import { run } from '../workflows/run.ts'\nrun()", 'activities-know-no-http'],
  ['workflows/messages.ts', "export const NAME = 'x'", undefined],
  [
    'workflows/run.ts',
    "import type { open } from '../activities/open.ts'\nexport const run = (): typeof open | null => null",
    undefined,
  ],
  [
    'workflows/calls.ts',
    "import { open } from '../activities/open.ts'\nopen()",
    'workflows-know-activity-types-only',
  ],
  [
    'workflows/files.ts',
    "import { readFileSync } from 'node:fs'\nreadFileSync('x')",
    'workflows-stay-deterministic',
  ],
  ['workflows/asks.ts', "import pg from 'pg'\nnew pg.Pool()", 'only-activities-and-api-touch-the-database'],
  [
    'api/fine.ts',
    "import pg from 'pg'\nimport { NAME } from '../workflows/messages.ts'\nnew pg.Pool({ host: NAME })",
    undefined,
  ],
  [
    'api/runs.ts',
    "import { run } from '../workflows/run.ts'\nrun()",
    'api-knows-only-the-names-of-workflows',
  ],
  ['api/starts.ts', "import '../worker.ts'", 'worker-is-a-program'],
  ['api/tests.ts', "import '../test/helper.ts'", 'tests-are-leaves'],
  ['api/develops.ts', "import fc from 'fast-check'\nfc.string()", 'no-development-library-in-the-product'],
  ['api/guesses.ts', "import x from 'no-such-library'\nx()", 'no-unknown-library'],
  ['api/round.ts', "import { trip } from './trip.ts'\nexport const round = () => trip", 'no-cycles'],
  ['web/fine.ts', "import { fine } from '../domain/fine.ts'\nexport const shown = fine", undefined],
  [
    'web/peeks.ts',
    "import { round } from '../api/round.ts'\nexport const peek = round",
    'web-knows-the-rulebook-only',
  ],
  [
    'api/pages.ts',
    "import { shown } from '../web/fine.ts'\nexport const page = shown",
    'nothing-imports-the-web',
  ],
  ['test/helper.ts', 'export {}', undefined],
  ['worker.ts', 'export {}', undefined],
  ['config.ts', "import { open } from './activities/open.ts'\nopen()", 'settings-know-nothing'],
]

describe('the arrows between folders', () => {
  const folder = temporaryFolder('arrows')
  const broken = new Map<string, string[]>()

  beforeAll(() => {
    for (const file of ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.json']) {
      copyFileSync(join(ROOT, file), join(folder, file))
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
    for (const [file, source] of CASES) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), `${source}\n`)
    }
    // The other half of the circle, which is reported once, at the half that is read first.
    writeFileSync(
      join(folder, 'api/trip.ts'),
      "import { round } from './round.ts'\nexport const trip = () => round\n",
    )
    const program = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs')
    const args = [
      program,
      '--config',
      '.dependency-cruiser.cjs',
      '--preserve-symlinks',
      '--output-type',
      'json',
      '.',
    ]
    const { stdout } = spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    for (const { from, rule } of report.parse(JSON.parse(stdout)).summary.violations) {
      broken.set(from, [...(broken.get(from) ?? []), rule.name])
    }
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(CASES.filter(([, , rule]) => rule !== undefined))('refuse %s', (file, _source, rule) => {
    expect(broken.get(file) ?? []).toContain(rule)
  })

  it.each(CASES.filter(([, , rule]) => rule === undefined))('allow %s', (file) => {
    expect(broken.get(file)).toBeUndefined()
  })
})
