// The table of coverage holds together, and each way in which it could fail to is found in a broken copy.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COVERAGE_PAGE, knownNow, readCoverage } from '../../cli/seeds/files.ts'
import { eventsNeeded, judgeCoverage, parseCoverage } from '../../cli/seeds/judge.ts'
import type { Covered, Known } from '../../cli/seeds/judge.ts'
import { coveragePage } from '../../cli/seeds/page.ts'
import { SEED_ROWS } from '../../procedures/rows.ts'

const TABLE = readCoverage()
const NOW = knownNow()
/** As if every event that is asked for had been seen. */
const SEEN: Known = {
  ...NOW,
  ledger: { proceduresHash: NOW.proceduresHash, names: eventsNeeded(TABLE) },
}

function withRow(row: string, patch: Partial<Covered>): readonly Covered[] {
  return TABLE.map((one) => (one.row === row ? { ...one, ...patch } : one))
}

describe('the coverage of the seed plans', () => {
  it('holds together, had everything been seen that it names', () => {
    expect(judgeCoverage(TABLE, SEEN)).toEqual([])
    expect(TABLE).toHaveLength(153)
    expect(TABLE.filter(({ kind }) => kind === 'out').map(({ row }) => row)).toEqual(['S0-23', 'S2-28'])
  })

  it('leaves nothing unseen that the last rehearsal of these very procedures should have shown', () => {
    const rehearsed = NOW.ledger?.proceduresHash === NOW.proceduresHash
    expect(rehearsed ? judgeCoverage(TABLE, NOW) : []).toEqual([])
  })

  it.each([
    ['a row is missing', TABLE.slice(1), SEEN, 'S0-01: nothing carries it out'],
    ['a row stands there twice', [...TABLE, ...TABLE.slice(0, 1)], SEEN, 'S0-01: stands there twice'],
    ['a row is not one', withRow('S0-02', { row: 'S9-99' }), SEEN, 'S9-99: there is no such row'],
    [
      'a procedure is not there',
      withRow('S0-02', { carrier: 'nowhere' }),
      SEEN,
      'S0-02: there is no procedure "nowhere"',
    ],
    [
      'nobody has seen it',
      withRow('S0-02', { proofs: ['ke-hoach/=lost'] }),
      SEEN,
      'S0-02: never seen happening: ke-hoach/=lost',
    ],
    [
      'the procedures have changed since',
      TABLE,
      { ...SEEN, proceduresHash: 'other' },
      'the procedures are no longer those that were rehearsed: npm run rehearse -- all',
    ],
    [
      'nothing was rehearsed',
      TABLE,
      { ...SEEN, ledger: null },
      'nothing was rehearsed yet: npm run rehearse -- all',
    ],
    [
      'a test is not there',
      withRow('S0-02', { proofs: ['test: test/nowhere.test.ts (anything)'] }),
      SEEN,
      'S0-02: there is no file test/nowhere.test.ts',
    ],
    [
      'a test shows something else',
      withRow('S0-02', { proofs: ['test: test/procedures/coverage.test.ts (pigs ' + 'fly)'] }),
      SEEN,
      'S0-02: test/procedures/coverage.test.ts has no test "pigs ' + 'fly"',
    ],
    [
      'a proof is no test',
      withRow('S0-02', { proofs: ['test: somewhere'] }),
      SEEN,
      'S0-02: names no test and what it shows',
    ],
    ['a reason is empty', withRow('S0-23', { proofs: [''] }), SEEN, 'S0-23: left out without a reason'],
  ] as const)('is found wanting where %s', (_words, table, known, problem) => {
    expect(judgeCoverage(table, known)).toContain(problem)
  })

  it('is read line by line, several proofs apart', () => {
    expect(parseCoverage('row\tkind\tcarrier\tproof\nS0-01\trule\ta + b\tx + y\n\n')).toEqual([
      { row: 'S0-01', kind: 'rule', carrier: 'a + b', proofs: ['x', 'y'] },
    ])
  })

  it('has a page that is fresh: run `npm run coverage:seeds` when it is not', () => {
    expect(existsSync(COVERAGE_PAGE) ? readFileSync(COVERAGE_PAGE, 'utf8') : '').toBe(
      coveragePage(TABLE, SEED_ROWS),
    )
  })
})
