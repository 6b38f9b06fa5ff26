// The page docs/coverage.md: every row of the seeds, what carries it out, and by what that is shown.
import type { SeedRow } from '../../procedures/rows.ts'
import type { Covered } from './judge.ts'

const KINDS: Readonly<Record<string, string>> = {
  procedure: 'a procedure of its own',
  duty: 'a duty handed out and reported on',
  register: 'a register that spans the years',
  rule: 'a rule of the rulebook',
  report: 'a report or a figure in one',
  organisation: 'offices and roles',
  plan: 'a plan that is issued',
  out: 'left out, with the reason',
}

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** The page as Markdown. */
export function coveragePage(table: readonly Covered[], rows: readonly SeedRow[]): string {
  const counts = Object.entries(KINDS).map(
    ([kind, words]) => `| ${words} | ${table.filter((one) => one.kind === kind).length} |`,
  )
  const lines = table.map(({ row, kind, carrier, proofs }) => {
    const vi = rows.find(({ id }) => id === row)?.vi ?? ''
    const shown = kind === 'out' ? proofs.join(' ') : proofs.map((proof) => `\`${proof}\``).join(', ')
    return `| ${row} | ${cell(vi)} | ${cell(carrier)} | ${cell(shown)} |`
  })
  return [
    '# Coverage of the seed plans',
    '',
    '<!-- Made from data by `npm run coverage:seeds`: do not edit. -->',
    '',
    `${table.length} rows stand in the five seed plans. Each is carried out by something in this system, and was seen`,
    'happening in the rehearsal of the year (`npm run rehearse -- all` writes `docs/rehearsed-events.json`), or in a test.',
    '',
    '| Carried out by | Rows |',
    '| --- | --- |',
    ...counts,
    `| **all** | **${table.length}** |`,
    '',
    '| Row | What it asks for | Carried out by | Shown by |',
    '| --- | --- | --- | --- |',
    ...lines,
    '',
  ].join('\n')
}
