// Where the table of coverage, the rehearsal's ledger and the page stand, and the hash of the procedures that ship.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf } from '../../activities/record/canonical.ts'
import { PROCEDURES } from '../../procedures/index.ts'
import { SEED_ROWS } from '../../procedures/rows.ts'
import { parseCoverage } from './judge.ts'
import type { Covered, Known, Ledger } from './judge.ts'

const ROOT = join(import.meta.dirname, '../..')
const LEDGER = join(ROOT, 'docs/rehearsed-events.json')
export const COVERAGE_PAGE = join(ROOT, 'docs/coverage.md')

/** One hash over all procedures that ship: what was rehearsed counts for these and no others. */
export function proceduresHash(): string {
  return hashOf(PROCEDURES)
}

export function readCoverage(): readonly Covered[] {
  return parseCoverage(readFileSync(join(ROOT, 'procedures/coverage.tsv'), 'utf8'))
}

/** What was rehearsed last; null where nothing was. */
export function readLedger(): Ledger | null {
  return existsSync(LEDGER) ? (JSON.parse(readFileSync(LEDGER, 'utf8')) as Ledger) : null
}

/** Writes down what a rehearsal saw, each name once, sorted. */
export function writeLedger(names: Iterable<string>): void {
  const ledger: Ledger = { proceduresHash: proceduresHash(), names: [...new Set(names)].sort() }
  writeFileSync(LEDGER, `${JSON.stringify(ledger, null, 2)}\n`)
}

/** Everything that the table is held against, as it stands on the disk. */
export function knownNow(): Known {
  return {
    rows: SEED_ROWS.map(({ id }) => id),
    procedures: PROCEDURES.map(({ id }) => id),
    proceduresHash: proceduresHash(),
    ledger: readLedger(),
    testFile: (path) => {
      const file = join(ROOT, path)
      return existsSync(file) ? readFileSync(file, 'utf8') : null
    },
  }
}
