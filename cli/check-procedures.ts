// `npm run check:procedures`: what the checker proves of every shipped procedure, this year and the two after; the
// schema is asked first. Exit code 1 when anything is found.
import { describeFinding, examine } from '../domain/checker/index.ts'
import type { Examination, Finding } from '../domain/checker/index.ts'
import type { Procedure } from '../domain/procedure.ts'
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

function shapeProblems(procedure: Procedure): string[] {
  const parsed = procedureSchema.safeParse(procedure)
  const sheets = Object.values(procedure.sheets).filter((id) => !SHEETS.some((sheet) => sheet.id === id))
  return [
    ...(parsed.success
      ? []
      : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)),
    ...sheets.map((id) => `sheets: "${id}" is not shipped`),
  ]
}

function check(procedure: Procedure): number {
  const shape = shapeProblems(procedure)
  for (const problem of shape) console.log(`  ✗ shape: ${problem}`)
  let count = shape.length
  for (const year of YEARS) {
    const result = examine(procedure, { year, calendar: SHIPPED_CALENDAR })
    console.log(`${procedure.id} version ${procedure.version}, ${year}: ${result.findings.length} findings`)
    if (year === YEARS[0]) printProofs(result)
    printFindings(result.findings)
    count += result.findings.length
  }
  return count
}

function main(): void {
  const sheets = SHEETS.filter((sheet) => !criteriaSheetSchema.safeParse(sheet).success)
  for (const sheet of sheets) console.log(`✗ sheet "${sheet.id}" doesn't fit its schema`)
  const found = PROCEDURES.reduce((total, procedure) => total + check(procedure), sheets.length)
  console.log(found === 0 ? 'All procedures are sound.' : `${found} findings: mend them before publishing.`)
  process.exitCode = found === 0 ? 0 : 1
}

main()
