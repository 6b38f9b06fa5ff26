// The page of a procedure: its paths with a diagram each, its steps (who, what, by when, why), its dates and settings.
import { term } from '../../domain/glossary.ts'
import { outcomeById } from '../../domain/steps.ts'
import type { Need, Party, Procedure, Signing, StepPart, StepRule } from '../../domain/procedure.ts'
import type { DueRule } from '../../domain/time/due-rule.ts'
import { pathDiagram } from './diagram.ts'
import { GENERATED, partyText, sourceText, table } from './text.ts'

const OUTCOME_NATURES = { granted: 'granted', denied: 'denied', ended: 'ended without a judgement' } as const

function share([part, whole]: readonly [number, number]): string {
  return `${part}/${whole}`
}

function signingText(signing: Signing): string {
  switch (signing.mode) {
    case 'one':
      return 'one signs'
    case 'any':
      return 'any one of them'
    case 'inTurn':
      return 'one after another'
    case 'all':
      return 'all in parallel'
    case 'weighted':
      return `weights of at least ${signing.need}`
    case 'quorum': {
      const need =
        'count' in signing.need
          ? `${signing.need.count} votes`
          : `${share(signing.need.share)} of the ${signing.base}`
      const present = signing.present === undefined ? '' : `, ${share(signing.present)} present`
      return `vote by ${signing.by.join(' or ')}: ${need}${present}; minutes: ${partyText(signing.recordedBy)}`
    }
  }
}

const dayMonth = (monthDay: string): string => monthDay.split('-').reverse().join('/')

function ruleText(rule: DueRule, procedure: Procedure): string {
  switch (rule.kind) {
    case 'before':
      return `before ${dayMonth(rule.monthDay)}`
    case 'through':
      return `through ${dayMonth(rule.monthDay)}`
    case 'workingDays':
      return `${rule.count} working days (${rule.from})`
    case 'calendarDays':
      return `${rule.count} days (${rule.from})`
    case 'campaignDate': {
      const date = procedure.dates[rule.key]
      return date === undefined ? rule.key : `${date.vi}: ${ruleText(date.rule, procedure)}`
    }
  }
}

function dueSource(rule: DueRule, procedure: Procedure): string {
  const basis = rule.kind === 'campaignDate' ? (procedure.dates[rule.key]?.rule ?? rule) : rule
  return basis.settingMark === true ? `setting \`${basis.source}\`` : basis.source
}

function needText(need: Need): string {
  switch (need.kind) {
    case 'field':
    case 'document':
      return `${need.vi}${need.required ? '' : ' (if any)'}`
    case 'criteriaMet':
      return `all criteria met, by ${need.by}`
    case 'assessed':
      return `self-assessed at least ${need.times} time${need.times === 1 ? '' : 's'}`
    case 'priorResult':
      return `result \`${need.result}\` of ${need.yearOffset === 0 ? 'the year itself' : 'the year before'}: ${need.accepted.join(' or ')} (${sourceText(need.source)})`
    case 'children':
    case 'compare':
      return `${need.vi} (${sourceText(need.source)})`
    case 'scored':
      return `scored by ${need.by}${need.accepted === undefined ? '' : `: ${need.accepted.join(' or ')}`}`
  }
}

function lateText(step: StepRule, procedure: Procedure): string {
  switch (step.late.effect) {
    case 'mark':
      return 'goes on, marked late'
    case 'refuse':
      return `refused, unless let in by ${partyText(step.late.acceptedBy)}`
    case 'lapse':
      return `ends: ${outcomeById(procedure, step.late.outcome)?.vi ?? step.late.outcome}`
  }
}

function facts(step: StepRule, procedure: Procedure): [string, string, StepPart | null][] {
  const { inspection, assessment, reminders, apart, numbers, copies, escalation, due } = step
  const list: [string, string | null, StepPart | null][] = [
    [
      'Who',
      `${step.parties.map(partyText).join('; ')} — ${signingText(step.signing)}`,
      step.signing.mode === 'quorum' ? 'signing' : 'parties',
    ],
    [
      'By when',
      due === undefined ? null : `${ruleText(due, procedure)} (${dueSource(due, procedure)})`,
      null,
    ],
    ['If late', due === undefined ? null : lateText(step, procedure), 'late'],
    ['Needs', step.needs.map(needText).join('; ') || null, 'needs'],
    [
      'Inspected by',
      inspection === undefined ? null : `${inspection.by.map(partyText).join('; ')} — ${inspection.blind}`,
      'inspection',
    ],
    [
      'Self-assessed by',
      assessment === undefined ? null : [assessment.by, ...(assessment.also ?? [])].map(partyText).join('; '),
      'assessment',
    ],
    ['A no', step.reject === undefined ? null : noText(step, procedure), 'reject'],
    ['Sent back', step.returns === undefined ? null : returnText(step, procedure), 'returns'],
    ['Kept apart from', (apart ?? []).map((id) => `\`${id}\``).join(', ') || null, 'apart'],
    [
      'Numbers',
      (numbers ?? [])
        .map(({ register, level }) => `\`${register}\` (${term('level', level).toLowerCase()})`)
        .join(', ') || null,
      'numbers',
    ],
    ['Certificate', step.certificate === true ? 'handed out here' : null, null],
    ['Decision over many', step.batch === true ? 'possible here' : null, 'batch'],
    ['Copies to', (copies ?? []).map(partyText).join('; ') || null, 'copies'],
    [
      'Reminded',
      (reminders ?? [])
        .map(({ days, working }) => `${days} ${working ? 'working ' : ''}day${days === 1 ? '' : 's'} before`)
        .join(', ') || null,
      'reminders',
    ],
    ['Overdue, told', (escalation ?? []).map(partyText).join(', then ') || null, 'escalation'],
  ]
  return list.flatMap(([what, text, part]) => (text === null ? [] : [[what, text, part]]))
}

function noText({ reject }: StepRule, procedure: Procedure): string {
  const to = reject?.to
  if (to === undefined || to === 'next') return 'goes on'
  if ('cases' in to) return `by \`${to.field}\``
  return 'outcome' in to ? (outcomeById(procedure, to.outcome)?.vi ?? to.outcome) : `to \`${to.step}\``
}

function returnText({ returns }: StepRule, procedure: Procedure): string {
  const to = (returns?.to ?? []).map((one) => (typeof one === 'string' ? one : `\`${one.step}\``)).join(', ')
  const due = returns?.due === undefined ? '' : `, within ${ruleText(returns.due, procedure)}`
  return `to ${to}${due}; then ${returns?.resume === 'returner' ? 'straight back' : 'through every step again'}`
}

function stepSection(step: StepRule, procedure: Procedure): string {
  const rows = facts(step, procedure).map(([what, text, part]) => {
    const own = part === null ? undefined : step.rests?.[part]
    return [what, text, own === undefined ? '' : sourceText(own)]
  })
  return `### ${step.vi} (\`${step.id}\`)\n\nWhy: ${sourceText(step.source)}.\n\n${table(['What', 'Rule', 'Rests on'], rows)}`
}

function pathSection(procedure: Procedure, index: number): string {
  const path = procedure.paths[index]
  if (path === undefined) return ''
  const kinds = path.kinds.map((kind) => term('subjectKind', kind)).join(', ')
  const when = path.setting === undefined ? '' : ` Open only where the setting \`${path.setting}\` is on.`
  return `### ${path.vi} (\`${path.id}\`)\n\n${kinds}. Why: ${sourceText(path.source)}.${when}\n\n${pathDiagram(procedure, path)}`
}

const byText = (by: Party | 'decider'): string => (by === 'decider' ? 'who decided' : partyText(by))

function afterRows({ after }: Procedure): string[][] {
  return (['maintain', 'revoke', 'correct', 'reopen'] as const).flatMap((id) => {
    const rule = after[id]
    return rule === undefined ? [] : [[term('action', id), byText(rule.by), sourceText(rule.source)]]
  })
}

/** The whole page of a procedure, in Markdown. */
export function procedurePage(procedure: Procedure): string {
  const { dates, outcomes, settings } = procedure
  return (
    [
      GENERATED,
      `# ${procedure.vi}`,
      `Procedure \`${procedure.id}\`, version ${procedure.version}. Sources: ${sourceText(procedure.source)}. ` +
        "Rows such as S2-06 number the facts of the seed plans. What rests on a *setting* is this system's default, never law.",
      '## Dates',
      table(
        ['Date', 'Rule', 'Rests on'],
        Object.values(dates).map(({ vi, rule }) => [
          vi,
          ruleText(rule, procedure),
          dueSource(rule, procedure),
        ]),
      ),
      '## Paths',
      ...procedure.paths.map((_, index) => pathSection(procedure, index)),
      '## Steps',
      ...procedure.steps.map((step) => stepSection(step, procedure)),
      '## Outcomes',
      table(
        ['Outcome', 'Nature', 'Rests on'],
        outcomes.map(({ id, vi, nature, source }) => [
          `${vi} (\`${id}\`)`,
          OUTCOME_NATURES[nature],
          sourceText(source),
        ]),
      ),
      '## After the end',
      table(['What', 'By whom', 'Rests on'], afterRows(procedure)),
      '## Settings',
      table(
        ['Setting', 'Default', 'Why'],
        settings.map(({ id, vi, value, why }) => [
          `${vi} (\`${id}\`)`,
          value === true ? 'có' : value === false ? 'không' : String(value),
          why,
        ]),
      ),
    ].join('\n\n') + '\n'
  )
}
