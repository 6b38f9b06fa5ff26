// `npm run check:procedures`: what the checker proves of every shipped procedure, this year and the two after; the
// schema is asked first. Exit code 1 when anything is found. `--json -` reads one procedure from the input instead and
// writes what was found as JSON: so the API has a draft examined without standing still itself.
import { text } from 'node:stream/consumers'
import { describeFinding, examine } from '../domain/checker/index.ts'
import type { Examination, Finding } from '../domain/checker/index.ts'
import type { Procedure } from '../domain/procedure.ts'
import type { HolidayCalendar } from '../domain/time/calendar.ts'
import { civilDateOf } from '../domain/time/civil.ts'
import { SHIPPED_CALENDAR } from '../domain/time/holidays.ts'
import { PROCEDURES } from '../procedures/index.ts'
import { criteriaSheetSchema, procedureSchema } from '../procedures/schema.ts'
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

function shapeProblems(data: unknown, { sheets }: Surroundings): string[] {
  const parsed = procedureSchema.safeParse(data)
  if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  const missing = Object.values(parsed.data.sheets).filter((id) => !sheets.includes(id))
  return missing.map((id) => `sheets: "${id}" is not there`)
}

function check(procedure: Procedure): number {
  const shape = shapeProblems(procedure, SHIPPED)
  for (const problem of shape) console.log(`  ✗ shape: ${problem}`)
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

function checkShipped(): number {
  const sheets = SHEETS.filter((sheet) => !criteriaSheetSchema.safeParse(sheet).success)
  for (const sheet of sheets) console.log(`✗ sheet "${sheet.id}" doesn't fit its schema`)
  const found = PROCEDURES.reduce((total, procedure) => total + check(procedure), sheets.length)
  console.log(found === 0 ? 'All procedures are sound.' : `${found} findings: mend them before publishing.`)
  return found
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
  const problems = shapeProblems(data, surroundings)
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
  console.log(JSON.stringify({ problems, years }))
  return problems.length + years.reduce((count, { findings }) => count + findings.length, 0)
}

async function main(): Promise<void> {
  const [mode, from] = process.argv.slice(2)
  if (mode !== undefined && !(mode === '--json' && from === '-')) {
    console.error('check-procedures: no arguments, or --json - with a procedure on the input')
    process.exitCode = 2
    return
  }
  const input: unknown = mode === undefined ? null : JSON.parse(await text(process.stdin))
  const found = mode === undefined ? checkShipped() : examineOne(input)
  process.exitCode = found === 0 ? 0 : 1
}

await main()
