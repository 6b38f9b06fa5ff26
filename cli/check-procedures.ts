// `npm run check:procedures`: what the checker proves of every shipped procedure, this year and the two after; the
// schema is asked first. Exit code 1 when anything is found, or when procedures/proved.ts stands for other data; `--write`
// writes it. `--json -` reads one procedure from the input instead and writes what was found as JSON: so the API has a draft
// examined without standing still itself.
import { readFileSync, writeFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { hashOf } from '../activities/record/canonical.ts'
import { describeFinding, examine } from '../domain/checker/index.ts'
import type { Examination, Finding } from '../domain/checker/index.ts'
import type { Procedure } from '../domain/procedure.ts'
import type { HolidayCalendar } from '../domain/time/calendar.ts'
import { civilDateOf } from '../domain/time/civil.ts'
import { SHIPPED_CALENDAR } from '../domain/time/holidays.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { criteriaSheetSchema, procedureSchema } from '../procedures/schema.ts'
import { shapeFaults } from '../procedures/shape.ts'
import type { ShapeFault } from '../procedures/shape.ts'
import { SHEETS } from '../procedures/sheets.ts'

const YEARS = [2026, 2027, 2028] as const
const PROVED =
  'every step reached, an end within reach from every state, duties kept apart, deadlines fire, ends in time'

function printProofs({ proofs, findings }: Examination): void {
  for (const { path, kinds, states, moves, ends, shortest, dues } of proofs) {
    console.log(`  ${path} (${kinds.join(', ')})`)
    const broken = findings.some(({ where }) => where[0] === path)
    console.log(`    ${states} states, ${moves} moves tried; ${broken ? 'NOT proved, see below' : PROVED}`)
    console.log(`    ends: ${ends.join(', ')}; shortest way to the grant: ${shortest ?? 0} acts`)
    for (const { step, dueAt, late, source, setting } of dues) {
      const when = dueAt === null ? 'no deadline' : `until the end of ${civilDateOf(dueAt)}, then ${late}`
      console.log(`      ${step.padEnd(22)} ${when} (${setting ? `setting "${source}"` : source})`)
    }
  }
}

function printFindings(findings: readonly Finding[]): void {
  for (const one of findings) console.log(`  ✗ ${describeFinding(one)}`)
}

/** What a procedure is examined among: the others that it may name, the sheets that are there, the days off. */
interface Surroundings {
  readonly known: readonly Procedure[]
  readonly sheets: readonly string[]
  readonly calendar: HolidayCalendar
}

const SHIPPED: Surroundings = {
  known: PROCEDURES,
  sheets: SHEETS.map(({ id }) => id),
  calendar: SHIPPED_CALENDAR,
}

const shapeLine = ({ place, detail }: ShapeFault): string => `${place}: ${detail}`

function check(procedure: Procedure): number {
  const shape = shapeFaults(procedure, SHIPPED.sheets)
  for (const fault of shape) console.log(`  ✗ shape: ${shapeLine(fault)}`)
  let count = shape.length
  for (const year of YEARS) {
    const result = examine(procedure, { year, calendar: SHIPPED_CALENDAR, known: PROCEDURES })
    console.log(`${procedure.id} version ${procedure.version}, ${year}: ${result.findings.length} findings`)
    if (year === YEARS[0]) printProofs(result)
    printFindings(result.findings)
    count += result.findings.length
  }
  return count
}

const PROVED_FILE = new URL('../procedures/proved.ts', import.meta.url)

/** The file that says which data was proved, so that publishing it needn't prove it again. */
function provedText(): string {
  const lines = PROCEDURES.map((one) => `    '${one.id}@${one.version}': '${hashOf(one)}',`)
  return [
    '// The procedures that ship as they were proved: the hash of each, and the years. Written by',
    '// `npm run check:procedures -- --write`, which walks all their states first; CI does it anew for each change.',
    '',
    'export const PROVED: {',
    '  readonly from: number',
    '  readonly to: number',
    '  readonly calendar: string',
    '  readonly procedures: Readonly<Record<string, string>>',
    '} = {',
    `  from: ${YEARS[0]},`,
    `  to: ${YEARS[2]},`,
    `  calendar: '${hashOf(SHIPPED_CALENDAR)}',`,
    '  procedures: {',
    ...lines,
    '  },',
    '}',
    '',
  ].join('\n')
}

function keepProof(write: boolean): number {
  if (write) writeFileSync(PROVED_FILE, provedText())
  if (readFileSync(PROVED_FILE, 'utf8') === provedText()) return 0
  console.log('procedures/proved.ts stands for other data: npm run check:procedures -- --write')
  return 1
}

function checkShipped(write: boolean): number {
  const sheets = SHEETS.filter((sheet) => !criteriaSheetSchema.safeParse(sheet).success)
  for (const sheet of sheets) console.log(`✗ sheet "${sheet.id}" doesn't fit its schema`)
  const found = PROCEDURES.reduce((total, procedure) => total + check(procedure), sheets.length)
  console.log(found === 0 ? 'All procedures are sound.' : `${found} findings: mend them before publishing.`)
  return found === 0 ? keepProof(write) : found
}

/** What stands on the input: a procedure alone, or one with its surroundings and the year in which it is to begin. */
interface Asked extends Partial<Surroundings> {
  readonly procedure: unknown
  readonly year?: number
}

function askedOf(input: unknown): Asked {
  const wrapped = typeof input === 'object' && input !== null && 'procedure' in input
  return wrapped ? input : { procedure: input }
}

function examineOne(input: unknown): number {
  const { procedure: data, year = YEARS[0], ...given } = askedOf(input)
  const surroundings = { ...SHIPPED, ...given }
  const shape = shapeFaults(data, surroundings.sheets)
  const parsed = procedureSchema.safeParse(data)
  const { calendar, known } = surroundings
  const years = parsed.success
    ? [year, year + 1, year + 2].map((one) => ({
        year: one,
        ...examine(parsed.data, {
          year: one,
          calendar,
          known: [...known.filter(({ id }) => id !== parsed.data.id), parsed.data],
        }),
      }))
    : []
  console.log(JSON.stringify({ problems: shape.map(shapeLine), shape, years }))
  return shape.length + years.reduce((count, { findings }) => count + findings.length, 0)
}

async function main(): Promise<void> {
  const [mode, from] = process.argv.slice(2)
  const asked = mode === '--json' && from === '-'
  if (mode !== undefined && mode !== '--write' && !asked) {
    console.error('check-procedures: no arguments, --write, or --json - with a procedure on the input')
    process.exitCode = 2
    return
  }
  const found = asked ? examineOne(JSON.parse(await text(process.stdin))) : checkShipped(mode === '--write')
  process.exitCode = found === 0 ? 0 : 1
}

await main()
