// Whether the dates fit the year: each rule resolves, inside the campaign, under every reading a campaign may choose,
// in an order that a dossier can follow. A relative rule counts from the deadline of the step before.
import { endOfDay, isCivilDate, startOfDay } from '../../time/civil.ts'
import type { Instant } from '../../time/civil.ts'
import { isRefusal, resolveDue } from '../../time/due.ts'
import type { BeforeReading, DueContext } from '../../time/due-rule.ts'
import { isDayOffset } from '../../time/notices.ts'
import { stepById } from '../../steps.ts'
import type { Path, Procedure } from '../../procedure.ts'
import { finding } from '../finding.ts'
import type { CheckContext, Finding } from '../finding.ts'

export const READINGS: readonly BeforeReading[] = ['strict', 'throughDay', 'rollForward']

/** A step's deadline on a path, when everybody before took all the time there was. */
export interface StepDue {
  readonly step: string
  readonly dueAt: Instant | null
  readonly late: 'mark' | 'refuse' | 'lapse'
  readonly source: string
  readonly setting: boolean
}

export interface Life {
  readonly opensAt: Instant
  readonly closesAt: Instant
}

/** When a campaign of the year opens and closes; null where its dates don't exist or close before they open. */
export function lifeOf(procedure: Procedure, year: number): Life | null {
  const [opens, closes] = [`${year}-${procedure.opens}`, `${year}-${procedure.closes}`]
  if (!isCivilDate(opens) || !isCivilDate(closes) || closes < opens) return null
  return { opensAt: startOfDay(opens), closesAt: endOfDay(closes) }
}

export function dueContextOf(
  procedure: Procedure,
  context: CheckContext,
  reading: BeforeReading,
  anchorAt: Instant,
): DueContext {
  return {
    campaignYear: context.year,
    calendar: context.calendar,
    reading,
    dateRules: Object.fromEntries(Object.entries(procedure.dates).map(([key, { rule }]) => [key, rule])),
    anchorAt,
  }
}

/** The deadlines along a path, in its order, with what is wrong with them. */
export function duesAlong(
  procedure: Procedure,
  path: Path,
  context: CheckContext,
  reading: BeforeReading,
  life: Life,
): { readonly dues: readonly StepDue[]; readonly findings: readonly Finding[] } {
  const dues: StepDue[] = []
  const findings: Finding[] = []
  let entered = life.opensAt
  for (const id of path.steps) {
    const step = stepById(procedure, id)
    if (step === null) continue
    const plain = { step: id, late: step.late.effect }
    if (step.due === undefined) {
      dues.push({ ...plain, dueAt: null, source: '', setting: false })
      continue
    }
    const where = [path.id, id, reading]
    const due = resolveDue(step.due, dueContextOf(procedure, context, reading, entered))
    if (isRefusal(due)) {
      findings.push(finding('dueUnresolvable', where, `${due.refused}: ${due.detail}`))
      continue
    }
    const { dueAt, source, notes } = due
    if (dueAt < life.opensAt || dueAt > life.closesAt)
      findings.push(
        finding(
          'dueOutsideCampaign',
          where,
          `due ${dueAt}, the campaign runs from ${life.opensAt} to ${life.closesAt}`,
        ),
      )
    if (dueAt < entered)
      findings.push(finding('dueOrder', where, `due ${dueAt}, but the step before may take until ${entered}`))
    dues.push({ ...plain, dueAt, source, setting: notes.includes('setting') })
    entered = dueAt > entered ? dueAt : entered
  }
  return { dues, findings }
}

function checkCorrections(procedure: Procedure, context: CheckContext, life: Life): Finding[] {
  return procedure.steps.flatMap(({ id, returns }) => {
    if (returns?.due === undefined) return []
    const due = resolveDue(returns.due, dueContextOf(procedure, context, 'strict', life.opensAt))
    return isRefusal(due)
      ? [finding('dueUnresolvable', [id, 'returns'], `${due.refused}: ${due.detail}`)]
      : []
  })
}

function checkReminders({ steps }: Procedure): Finding[] {
  return steps.flatMap(({ id, due, reminders, escalation }) => {
    const bad = (reminders ?? []).filter((offset) => !isDayOffset(offset))
    const idle = due === undefined && ((reminders ?? []).length > 0 || (escalation ?? []).length > 0)
    return [
      ...bad.map(({ days }) =>
        finding('badReminder', [id], `${days} days before: expected a whole number up to a year`),
      ),
      ...(idle ? [finding('badReminder', [id], 'reminds or escalates without a deadline')] : []),
    ]
  })
}

/** Findings about dates, under each reading. */
export function checkDates(procedure: Procedure, context: CheckContext): Finding[] {
  const life = lifeOf(procedure, context.year)
  if (life === null) {
    return [
      finding(
        'badCampaign',
        [],
        `opens ${procedure.opens}, closes ${procedure.closes}: expected MM-DD, in this order`,
      ),
    ]
  }
  return [
    ...(context.readings ?? READINGS).flatMap((reading) =>
      procedure.paths.flatMap((path) => duesAlong(procedure, path, context, reading, life).findings),
    ),
    ...checkCorrections(procedure, context, life),
    ...checkReminders(procedure),
  ]
}
