// `npm run coverage:seeds`: holds the rows of the seed plans against what carries them out and what the rehearsal saw, and
// writes docs/coverage.md; with `--check` it only compares the page. Exit 1 when a row isn't covered or the page is old.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { SEED_ROWS } from '../procedures/rows.ts'
import { COVERAGE_PAGE, knownNow, readCoverage } from './seeds/files.ts'
import { judgeCoverage } from './seeds/judge.ts'
import { coveragePage } from './seeds/page.ts'

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })

const table = readCoverage()
const page = coveragePage(table, SEED_ROWS)
const old = !existsSync(COVERAGE_PAGE) || readFileSync(COVERAGE_PAGE, 'utf8') !== page
if (old && !values.check) writeFileSync(COVERAGE_PAGE, page)

const problems = [
  ...judgeCoverage(table, knownNow()),
  ...(old && values.check ? ['docs/coverage.md is old: npm run coverage:seeds'] : []),
]
for (const problem of problems) process.stdout.write(`✗ ${problem}\n`)
process.stdout.write(
  problems.length === 0
    ? `All ${table.length} rows are carried out, and were seen to be.\n`
    : `${problems.length} of the proofs are missing.\n`,
)
process.exitCode = problems.length === 0 ? 0 : 1
