// The simulation of a campaign's year: every notice, escalation and lapse that its data will cause if nobody
// acts, so the counts are the most there can be. Pure, and over any procedure's data. What can't be foreseen or
// looks wrong (a deadline after the close, a year without holiday table) comes back as a problem beside it.
import { compareInstants, endOfDay, isCivilDate, isInstant, startOfDay } from './civil.ts'
import type { CivilDate, Instant } from './civil.ts'
import { isRefusal, resolveDue } from './due.ts'
import type { DueContext, DueExplanation, DueNote, DueRefusalCode, DueRule } from './due.ts'
import { escalationAt, hasSweepTime, isDayOffset, reminderMornings } from './notices.ts'
import type { DayOffset, Mornings } from './notices.ts'
import { lapseAt } from './receipt.ts'

/** Dossiers of one step that share a holder; keys are the caller's (an office, a person, a queue). */
export interface SimulatedGroup {
  readonly holder: string
  readonly count: number
  /** Whom an escalation tells, level 1 first. */
  readonly upward: readonly string[]
  /** When they enter the step: the anchor of relative rules, and no reminder comes before it. */
  readonly enteredAt?: Instant
}

/** A due rule at a step, and what follows from it. */
export interface SimulatedStep {
  readonly step: string
  /** Key of the rule, unique at the step. */
  readonly rule: string
  readonly due: DueRule
  readonly reminders: readonly DayOffset[]
  /** When each level is told that a dossier is overdue, level 1 first. */
  readonly escalations: readonly DayOffset[]
  /** What lateness does: mark it, close the door, or end the dossier. */
  readonly late: 'mark' | 'refuse' | 'lapse'
  readonly groups: readonly SimulatedGroup[]
}

/** A campaign as the simulation needs it. */
export interface SimulationInput {
  readonly opens: CivilDate
  readonly closes: CivilDate
  /** Who is told that the campaign opens and closes, and for how many subjects or dossiers. */
  readonly audience: readonly { readonly recipientKey: string; readonly count: number }[]
  readonly context: Omit<DueContext, 'anchorAt'>
  /** Local time of the morning sweep, `HH:mm`. */
  readonly sweepTime?: string
  readonly steps: readonly SimulatedStep[]
}

export type NoticeKind = 'opens' | 'reminder' | 'due' | 'escalation' | 'lapse' | 'closes'

/** One thing that the campaign will say or do; `step` and `rule` are empty where the campaign itself speaks. */
export interface SimulatedNotice {
  readonly at: Instant
  readonly kind: NoticeKind
  readonly step: string
  readonly rule: string
  /** Level of an escalation, 1 the nearest. */
  readonly level?: number
  /** Offset of a reminder. */
  readonly offset?: DayOffset
  readonly recipientKey: string
  readonly count: number
}

/** A deadline that the simulation stands on. */
export interface SimulatedDue {
  readonly step: string
  readonly rule: string
  readonly holder: string
  readonly explanation: DueExplanation
}

/** What the simulation can't foresee, or a person should look at. */
export interface SimulationProblem {
  readonly code:
    | DueRefusalCode
    | DueNote
    | 'badCampaign'
    | 'badOffset'
    | 'badCount'
    | 'badEntry'
    | 'dueBeforeOpening'
    | 'dueAfterClose'
    | 'enteredAfterDue'
    | 'reminderBeforeStart'
    | 'noticeAfterClose'
    | 'nobodyAtLevel'
    | 'noWorkingDay'
  readonly step: string
  readonly rule: string
  readonly detail: string
}

/** A campaign's year as foreseen, in order of time. */
export interface Simulation {
  readonly notices: readonly SimulatedNotice[]
  readonly dues: readonly SimulatedDue[]
  readonly problems: readonly SimulationProblem[]
}

interface Draft {
  readonly notices: SimulatedNotice[]
  readonly dues: SimulatedDue[]
  readonly problems: SimulationProblem[]
}

const KIND_ORDER: Readonly<Record<NoticeKind, number>> = {
  opens: 0,
  reminder: 1,
  due: 2,
  escalation: 3,
  lapse: 4,
  closes: 5,
}

// Notes that a person should see in a simulation; the others are part of every explanation.
const WARNED_NOTES: readonly DueNote[] = ['dueOnNonWorkingDay', 'yearNotInCalendar']

/** What makes two notices the same one, whenever and for however many dossiers they are sent. */
export function identityOf({ kind, step, rule, level, offset, recipientKey }: SimulatedNotice): string {
  const when = offset === undefined ? '' : `${offset.days}${offset.working ? 'w' : 'd'}`
  return JSON.stringify([kind, step, rule, level ?? 0, when, recipientKey])
}

/** Order of notices: by instant, then in the order of a day's events. */
export function inOrder(a: SimulatedNotice, b: SimulatedNotice): number {
  const byTime = compareInstants(a.at, b.at) || KIND_ORDER[a.kind] - KIND_ORDER[b.kind]
  if (byTime !== 0) return byTime
  const [keyA, keyB] = [identityOf(a), identityOf(b)]
  return keyA < keyB ? -1 : keyA > keyB ? 1 : 0
}

// Groups of one recipient whose notices coincide are one notice with the sum of their dossiers.
function summed(notices: readonly SimulatedNotice[]): SimulatedNotice[] {
  const byKey = new Map<string, SimulatedNotice>()
  for (const notice of notices) {
    const key = `${notice.at} ${identityOf(notice)}`
    const other = byKey.get(key)
    byKey.set(key, other === undefined ? notice : { ...notice, count: notice.count + other.count })
  }
  return [...byKey.values()].sort(inOrder)
}

type Tell = (code: SimulationProblem['code'], detail: string) => void

interface Place {
  readonly input: SimulationInput
  readonly step: SimulatedStep
  readonly group: SimulatedGroup
  readonly explanation: DueExplanation
  readonly mornings: Mornings
  readonly tell: Tell
}

function remind({ input, step, group, explanation, mornings, tell }: Place): SimulatedNotice[] {
  const start = group.enteredAt ?? startOfDay(input.opens)
  const usable = step.reminders.filter((offset) => {
    if (!isDayOffset(offset)) tell('badOffset', `reminder ${String(offset.days)} days before`)
    return isDayOffset(offset)
  })
  return reminderMornings(explanation.dueAt, usable, mornings).flatMap(({ at, offset }) => {
    if (at < start) {
      tell('reminderBeforeStart', `${group.holder}: ${at}`)
      return []
    }
    const { holder: recipientKey, count } = group
    return [{ at, kind: 'reminder' as const, step: step.step, rule: step.rule, offset, recipientKey, count }]
  })
}

function escalate({ step, group, explanation, mornings, tell }: Place): SimulatedNotice[] {
  return step.escalations.flatMap((after, index) => {
    const level = index + 1
    const recipientKey = group.upward[index]
    if (!isDayOffset(after)) {
      tell('badOffset', `escalation ${level}, ${String(after.days)} days after`)
      return []
    }
    if (recipientKey === undefined) {
      tell('nobodyAtLevel', `${group.holder}: level ${level}`)
      return []
    }
    const at = escalationAt(explanation.dueAt, after, mornings)
    if (at === null) {
      tell('noWorkingDay', `escalation ${level}`)
      return []
    }
    const kind = 'escalation' as const
    return [{ at, kind, step: step.step, rule: step.rule, level, recipientKey, count: group.count }]
  })
}

function checkDue({ input, group, explanation, tell }: Place): void {
  const { dueAt, dueDate, notes } = explanation
  for (const note of notes) if (WARNED_NOTES.includes(note)) tell(note, `${group.holder}: ${dueDate}`)
  if (dueDate < input.opens) tell('dueBeforeOpening', `${dueDate} < ${input.opens}`)
  if (dueDate > input.closes) tell('dueAfterClose', `${dueDate} > ${input.closes}`)
  if (group.enteredAt !== undefined && group.enteredAt > dueAt) tell('enteredAfterDue', group.enteredAt)
}

function simulateGroup(
  input: SimulationInput,
  step: SimulatedStep,
  group: SimulatedGroup,
  draft: Draft,
): void {
  const tell: Tell = (code, detail) => {
    draft.problems.push({ code, step: step.step, rule: step.rule, detail })
  }
  if (!Number.isInteger(group.count) || group.count < 0)
    return tell('badCount', `${group.holder}: ${group.count}`)
  const { enteredAt } = group
  if (enteredAt !== undefined && !isInstant(enteredAt))
    return tell('badEntry', `${group.holder}: ${enteredAt}`)
  const anchor = enteredAt === undefined ? {} : { anchorAt: enteredAt }
  const explanation = resolveDue(step.due, { ...input.context, ...anchor })
  if (isRefusal(explanation)) return tell(explanation.refused, explanation.detail)
  draft.dues.push({ step: step.step, rule: step.rule, holder: group.holder, explanation })
  const place: Place = { input, step, group, explanation, mornings: morningsOf(input), tell }
  checkDue(place)
  if (group.count === 0) return
  const plain = { step: step.step, rule: step.rule, recipientKey: group.holder, count: group.count }
  const { dueAt } = explanation
  // A lapsed dossier is overdue no more, so its lateness goes up to nobody.
  const afterwards: SimulatedNotice[] =
    step.late === 'lapse' ? [{ ...plain, at: lapseAt(dueAt), kind: 'lapse' }] : escalate(place)
  const all: SimulatedNotice[] = [...remind(place), { ...plain, at: dueAt, kind: 'due' }, ...afterwards]
  for (const notice of all) {
    // Sweeps end with the campaign, while a dossier's own lapse and its due instant stand by themselves.
    const swept = notice.kind === 'reminder' || notice.kind === 'escalation'
    if (swept && notice.at > endOfDay(input.closes)) tell('noticeAfterClose', `${notice.kind} ${notice.at}`)
    else draft.notices.push(notice)
  }
}

function morningsOf({ context, sweepTime }: SimulationInput): Mornings {
  const { calendar, territory } = context
  return {
    calendar,
    ...(territory === undefined ? {} : { territory }),
    ...(sweepTime === undefined ? {} : { sweepTime }),
  }
}

/** The year that a campaign's data will cause. Total: what makes no sense is among the problems. */
export function simulate(input: SimulationInput): Simulation {
  const draft: Draft = { notices: [], dues: [], problems: [] }
  const { opens, closes } = input
  if (!isCivilDate(opens) || !isCivilDate(closes) || closes < opens || !hasSweepTime(morningsOf(input))) {
    const detail = `${opens} to ${closes}, sweep at ${input.sweepTime ?? 'default'}`
    return { notices: [], dues: [], problems: [{ code: 'badCampaign', step: '', rule: '', detail }] }
  }
  for (const { recipientKey, count } of input.audience) {
    const plain = { step: '', rule: '', recipientKey, count }
    draft.notices.push({ ...plain, at: startOfDay(opens), kind: 'opens' })
    draft.notices.push({ ...plain, at: endOfDay(closes), kind: 'closes' })
  }
  for (const step of input.steps) for (const group of step.groups) simulateGroup(input, step, group, draft)
  return { ...draft, notices: summed(draft.notices) }
}
