// The page of a procedure: its paths with a diagram each, its steps (who, what, by when, why), its dates and settings.
import { term } from '../../domain/glossary.ts'
import type { Outcome, Party, Procedure, Setting } from '../../domain/procedure.ts'
import { pathDiagram } from './diagram.ts'
import { figureRows, registerRows } from './needs.ts'
import { dueSource, ruleText, stepSection } from './step.ts'
import { GENERATED, partyText, sourceText, table } from './text.ts'

const OUTCOME_NATURES = { granted: 'granted', denied: 'denied', ended: 'ended without a judgement' } as const

function pathSection(procedure: Procedure, index: number): string {
  const path = procedure.paths[index]
  if (path === undefined) return ''
  const kinds = path.kinds.map((kind) => term('subjectKind', kind)).join(', ')
  const when = path.setting === undefined ? '' : ` Open only where the setting \`${path.setting}\` is on.`
  const types = (path.types ?? []).map((type) => procedure.types?.[type] ?? type)
  const of = types.length === 0 ? '' : ` (${types.join(', ')})`
  const owners = (path.owners ?? []).map((owner) => term('officeKind', owner))
  const by = owners.length === 0 ? '' : `, owned by: ${owners.join(', ')}`
  return `### ${path.vi} (\`${path.id}\`)\n\n${kinds}${of}${by}. Why: ${sourceText(path.source)}.${when}\n\n${pathDiagram(procedure, path)}`
}

const byText = (by: Party | 'decider'): string => (by === 'decider' ? 'who decided' : partyText(by))

function afterRows({ after }: Procedure): string[][] {
  return (['maintain', 'revoke', 'correct', 'reopen', 'handOut'] as const).flatMap((id) => {
    const rule = after[id]
    if (rule === undefined) return []
    const paper = 'paper' in rule && rule.paper !== undefined ? `, with a \`${rule.paper}\`` : ''
    return [[`${term('action', id)}${paper}`, byText(rule.by), sourceText(rule.source)]]
  })
}

const MARKS: Readonly<Record<string, string>> = {
  smallEnterprise: 'small and micro enterprises',
  preSecondary: 'primary schools, preschools and nurseries',
}

/** To whom it doesn't apply, and which matters it takes. */
function limits({ excludes, begins, owed }: Procedure): string {
  const without = (excludes ?? []).map((mark) => MARKS[mark] ?? mark)
  const not = without.length === 0 ? '' : ` It doesn't apply to ${without.join('; ')}.`
  const owes = owed === undefined ? '' : ` Every office that it is about owes one (${sourceText(owed)}).`
  return begins === undefined ? `${not}${owes}` : `${not}${owes} It takes matters that are ${begins}.`
}

/** A section with a table, or nothing where the table would be empty. */
function section(title: string, heading: readonly string[], rows: readonly string[][]): string[] {
  return rows.length === 0 ? [] : [`## ${title}`, table(heading, rows)]
}

const STANDINGS = { active: 'the matter becomes active', ended: 'the matter ends' } as const

const natureText = ({ nature, subject }: Outcome): string =>
  subject === undefined ? OUTCOME_NATURES[nature] : `${OUTCOME_NATURES[nature]}; ${STANDINGS[subject]}`

/** A setting's default, with the days from which it holds where it has any. */
function valueText({ value, history }: Setting): string {
  const words = value === true ? 'có' : value === false ? 'không' : String(value)
  const dated = (history ?? []).map(({ from, value: held }) => `${String(held)} from ${from}`)
  return dated.length === 0 ? words : dated.join('; ')
}

/** The whole page of a procedure, in Markdown. */
export function procedurePage(procedure: Procedure): string {
  const { dates, outcomes, settings } = procedure
  return (
    [
      GENERATED,
      `# ${procedure.vi}`,
      `Procedure \`${procedure.id}\`, version ${procedure.version}. Sources: ${sourceText(procedure.source)}. ` +
        "Rows such as S2-06 number the facts of the seed plans. What rests on a *setting* is this system's default, never law." +
        limits(procedure),
      ...section(
        'Types',
        ['Type', 'Identifier'],
        Object.entries(procedure.types ?? {}).map(([id, vi]) => [vi, `\`${id}\``]),
      ),
      ...section(
        'Dates',
        ['Date', 'Rule', 'Rests on'],
        Object.values(dates).map(({ vi, rule, isDay }) => [
          isDay === true ? `${vi} (the day itself)` : vi,
          ruleText(rule, procedure),
          dueSource(rule, procedure),
        ]),
      ),
      ...section('Figures', ['Figure', 'What is counted', 'Rests on'], figureRows(procedure)),
      '## Paths',
      ...procedure.paths.map((_, index) => pathSection(procedure, index)),
      '## Steps',
      ...procedure.steps.map((step) => stepSection(step, procedure)),
      '## Outcomes',
      table(
        ['Outcome', 'Nature', 'Rests on'],
        outcomes.map((outcome) => [
          `${outcome.vi} (\`${outcome.id}\`)`,
          natureText(outcome),
          sourceText(outcome.source),
        ]),
      ),
      ...section('Registers', ['Register', 'Of', 'Given at'], registerRows(procedure)),
      '## After the end',
      table(['What', 'By whom', 'Rests on'], afterRows(procedure)),
      '## Settings',
      table(
        ['Setting', 'Default', 'Why'],
        settings.map((setting) => [`${setting.vi} (\`${setting.id}\`)`, valueText(setting), setting.why]),
      ),
    ].join('\n\n') + '\n'
  )
}
