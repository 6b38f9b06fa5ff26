// The section of a step: who acts and how, by when, what is needed, where it leads, what it rests on.
import { term } from '../../domain/glossary.ts'
import { outcomeById } from '../../domain/steps.ts'
import type { Procedure, Signing, StepPart, StepRule } from '../../domain/procedure.ts'
import type { DueRule } from '../../domain/time/due-rule.ts'
import { needText } from './needs.ts'
import { partyText, sourceText, table } from './text.ts'

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

/** A due rule in words. */
export function ruleText(rule: DueRule, procedure: Procedure): string {
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

/** What a due rule rests on: a source, or a setting. */
export function dueSource(rule: DueRule, procedure: Procedure): string {
  const basis = rule.kind === 'campaignDate' ? (procedure.dates[rule.key]?.rule ?? rule) : rule
  return basis.settingMark === true ? `setting \`${basis.source}\`` : basis.source
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
    ['Hands out', assignsText(step), 'assigns'],
    ['Then', forkText(step, procedure), null],
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
        .map(
          ({ register, level, byPolice }) =>
            `\`${register}\`${byPolice === undefined ? '' : `, signed by the police \`${byPolice}\``} (${term('level', level).toLowerCase()})`,
        )
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

function assignsText({ assigns }: StepRule): string | null {
  const handed = (assigns ?? []).map(
    ({ kinds, procedure }) =>
      `${kinds.map((kind) => term('subjectKind', kind)).join(', ')} → \`${procedure}\``,
  )
  return handed.length === 0 ? null : `the matter's parts: ${handed.join('; ')}`
}

/** Where a choice leads, case by case; null where the step doesn't fork. */
function forkText({ forward, needs }: StepRule, procedure: Procedure): string | null {
  const { to } = forward
  if (to === 'next' || !('cases' in to)) return null
  const field = needs.find((need) => need.kind === 'field' && need.id === to.field)
  const choices = field?.kind === 'field' ? (field.choices ?? []) : []
  return Object.entries(to.cases)
    .map(([id, place]) => {
      const end = 'outcome' in place ? outcomeById(procedure, place.outcome)?.vi : `\`${place.step}\``
      return `${choices.find((choice) => choice.id === id)?.vi ?? id} → ${end ?? ''}`
    })
    .join('; ')
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

/** The section of a step: a row for each part that it has. */
export function stepSection(step: StepRule, procedure: Procedure): string {
  const rows = facts(step, procedure).map(([what, text, part]) => {
    const own = part === null ? undefined : step.rests?.[part]
    return [what, text, own === undefined ? '' : sourceText(own)]
  })
  return `### ${step.vi} (\`${step.id}\`)\n\nWhy: ${sourceText(step.source)}.\n\n${table(['What', 'Rule', 'Rests on'], rows)}`
}
