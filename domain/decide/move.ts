// Moving a dossier: entering a step, going forward, being sent back, ending. Every way in and out of a step is here.
import { refuse } from '../command.ts'
import type { Effect } from '../command.ts'
import type { Clock, Correction, DossierState, Task } from '../dossier.ts'
import { officeAt, rolesOf } from '../people.ts'
import { registerFor } from '../papers.ts'
import { levelOf } from '../sheet.ts'
import { correctionLeft, isMatter, outcomeById, resolveDestination, stepById } from '../steps.ts'
import type { Destination, Party } from '../procedure.ts'
import { canBeSigned, closeAll, tasksOnEntry } from '../tasks.ts'
import { civilDateOf, yearOf } from '../time/civil.ts'
import type { Instant } from '../time/civil.ts'
import type { Change, Context, Outcome, Standing } from './context.ts'
import { isRefused, withEffects, withLine, withState } from './context.ts'

/** Why a step is entered: only going forward and a return can be taken back. */
export type Entry = 'forward' | 'return' | 'back' | 'jump' | 'reopen'

const freshClock = (enteredAt: Instant): Clock => ({ enteredAt, pauses: [], extendedTo: null })

const stands = (clock: Clock): boolean => clock.pauses.some((pause) => pause.to === null)

function paused(clock: Clock | undefined, at: Instant): Clock {
  const running = clock ?? freshClock(at)
  return stands(running) ? running : { ...running, pauses: [...running.pauses, { from: at, to: null }] }
}

function resumed(clock: Clock, at: Instant): Clock {
  return { ...clock, pauses: clock.pauses.map((pause) => (pause.to === null ? { ...pause, to: at } : pause)) }
}

/** Taken back: the clock goes on as it was, without the time in which the dossier was away; no new one to be had by it. */
function goneOn(clock: Clock, leftAt: Instant, at: Instant): Clock {
  return stands(clock)
    ? resumed(clock, at)
    : { ...clock, pauses: [...clock.pauses, { from: leftAt, to: at }] }
}

/** Whether a way forward into a step brings the dossier back to who asked for a correction. */
function comesBack(correction: Correction | null, to: string): boolean {
  return correction !== null && (correction.from === to || comesBack(correction.within, to))
}

/** A return stops the returner's clock; coming back there lets it run on; any other entry starts a new one. */
function clocksOnEntry(
  before: DossierState,
  left: Correction | null,
  to: string,
  entry: Entry,
  at: Instant,
): DossierState['clocks'] {
  const clocks = { ...before.clocks }
  const clock = clocks[to]
  // What was left for a correction stands still; so it does again when the corrected dossier is taken back.
  if (entry === 'return' || (entry === 'back' && left?.from === before.step))
    clocks[before.step] = paused(clocks[before.step], at)
  if (clock === undefined) clocks[to] = freshClock(at)
  else if (entry === 'back') clocks[to] = goneOn(clock, before.lastForward?.at ?? at, at)
  else if (comesBack(before.returned, to)) clocks[to] = resumed(clock, at)
  else clocks[to] = freshClock(at)
  return clocks
}

export function notifyTask(notice: string, task: Task): Effect {
  const { officeId, roles, personId } = task.assignee
  const to = { officeId, role: roles[0] ?? null, personId: personId ?? task.claimedBy }
  return { kind: 'notify', notice, to: roles.length > 1 ? { ...to, roles } : to }
}

/** What taking back would undo: one's own sending on. A vote of several, or a signed batch, is nobody's own. */
function lastForward(context: Context, standing: Standing, entry: Entry): DossierState['lastForward'] {
  const { command, personId, state, step } = context
  const own =
    entry === 'return' ||
    command.action === 'recordMeeting' ||
    step.signing.mode === 'one' ||
    step.signing.mode === 'any'
  const moves = entry === 'forward' || entry === 'return'
  if (!moves || !own || personId === null || command.actor.kind !== 'person') return null
  const { capacity } = standing
  return {
    from: state.step,
    by: personId,
    onBehalfOf: capacity?.delegation?.fromPersonId ?? null,
    capacity: capacity && { role: capacity.role, officeId: capacity.officeId },
    at: command.receivedAt,
    correction: state.returned,
  }
}

/** Enters a step: its round, clock and tasks. Refused when nobody holds the step's roles, so no dossier falls into a hole. */
export function enterStep(
  context: Context,
  standing: Standing,
  change: Change,
  to: string,
  entry: Entry,
): Outcome {
  const { path, procedure, facts, command } = context
  const step = stepById(procedure, to)
  if (step === null || !path.steps.includes(to)) return refuse('unknownStep', { step: to })
  const { state } = change
  const round = (state.rounds[to] ?? 0) + 1
  const returned = entry === 'forward' ? correctionLeft(path, state.returned, to) : state.returned
  const correcting = returned !== null && returned.to === to
  const tasks = tasksOnEntry(step, state, round, correcting, facts.holders)
  if (!canBeSigned(step, state, tasks, facts.holders))
    return refuse('unknownTarget', { step: to, roles: step.parties.map(({ role }) => role) })
  const next: DossierState = {
    ...state,
    status: correcting ? 'returned' : 'active',
    step: to,
    round,
    rounds: { ...state.rounds, [to]: round },
    clocks: clocksOnEntry(state, returned, to, entry, command.receivedAt),
    tasks,
    returned,
    reservation: null,
    lastForward: lastForward(context, standing, entry),
  }
  const entered = withLine(context, standing, { ...change, state: next }, 'stepEntered', {
    step: to,
    round,
    entry,
  })
  const notice = correcting ? 'toCorrect' : 'toAct'
  const open = tasks.filter((task) => task.state === 'open')
  return withEffects(entered, ...open.map((task) => notifyTask(notice, task)))
}

/** Ends the dossier with an outcome of the procedure. */
export function conclude(context: Context, standing: Standing, change: Change, outcomeId: string): Outcome {
  const outcome = outcomeById(context.procedure, outcomeId)
  if (outcome === null) return refuse('unknownStep', { outcome: outcomeId })
  const at = context.command.receivedAt
  const ended = withState(change, {
    status: 'concluded',
    outcome: outcomeId,
    closedAt: at,
    tasks: closeAll(change.state.tasks),
    returned: null,
    reservation: null,
    lastForward: null,
  })
  const told = withEffects(
    withLine(context, standing, ended, 'concluded', { outcome: outcomeId }),
    ...tellUnit(context, 'concluded'),
  )
  const stood =
    outcome.subject === undefined || !isMatter(ended.state.subject.kind)
      ? told
      : withEffects(told, { kind: 'setSubject', status: outcome.subject })
  const result = worthOf(context.procedure, change.state, outcomeId)
  if (result === null) return stood
  // What a batch has signed was checked when it was reserved, and is never refused any more.
  if (result.value === null && context.command.action !== 'applyDecision')
    return refuse('needsUnmet', { needs: [{ level: outcomeId }] })
  return withEffects(stood, { kind: 'recordResult', result, year: change.state.year })
}

/** What an outcome is worth for this dossier, its value null where no level was reached; null where it is worth nothing. */
export function worthOf(
  { results }: Context['procedure'],
  state: DossierState,
  outcomeId: string,
): { readonly kind: string; readonly value: string | null } | null {
  const worth = results[outcomeId]
  if (worth === undefined) return null
  const { kind, value } = worth
  return { kind, value: typeof value === 'string' ? value : levelOf(state, value.level) }
}

/** Tells the unit whose dossier it is; where no unit stands behind it (a commune's own, a province's), who began it. */
export function tellUnit({ state, path, procedure }: Context, notice: string): Effect[] {
  const { offices } = state
  if (offices.unit !== null)
    return [{ kind: 'notify', notice, to: { officeId: offices.unit, role: null, personId: null } }]
  const began = stepById(procedure, path.steps[0] ?? '')?.parties ?? []
  return began.flatMap((party): Effect[] => {
    const officeId = officeAt(offices, party.level)
    if (officeId === null) return []
    const roles = rolesOf(party)
    const to = { officeId, role: party.role, personId: null }
    return [{ kind: 'notify', notice, to: roles.length > 1 ? { ...to, roles } : to }]
  })
}

export function follow(
  context: Context,
  standing: Standing,
  change: Change,
  destination: Destination,
): Outcome {
  const place = resolveDestination(context.path, context.state.step, destination, context.facts.body)
  if (place === null) return refuse('unknownStep', { from: context.state.step })
  return 'outcome' in place
    ? conclude(context, standing, change, place.outcome)
    : enterStep(context, standing, change, place.step, 'forward')
}

function copyTo(context: Context, change: Change, party: Party): Change {
  const officeId = officeAt(change.state.offices, party.level)
  if (officeId === null) return change
  return sendCopy(context, change, officeId, party.role)
}

/** For information: an office's role gets a copy with a read mark; once for each. */
export function sendCopy(context: Context, change: Change, officeId: string, role: Party['role']): Change {
  const { state } = change
  if (state.copies.some((copy) => copy.officeId === officeId && copy.role === role)) return change
  const copied = withState(change, {
    copies: [...state.copies, { officeId, role, at: context.command.receivedAt, readBy: [] }],
  })
  return withEffects(copied, { kind: 'notify', notice: 'copy', to: { officeId, role, personId: null } })
}

/** Numbers of the step, each given once for the dossier's whole life: what a batch has numbered gets no second one. */
function numberEffects(context: Context, standing: Standing, state: DossierState): Effect[] {
  const { step, command } = context
  return (step.numbers ?? []).flatMap((rule): Effect[] => {
    const officeId = officeAt(state.offices, rule.level)
    const series = [rule.register, rule.byPolice]
    const given = state.numbers.some((number) => number.step === step.id && series.includes(number.register))
    if (officeId === null || given) return []
    // The year of a register is that of the act, in Vietnam, not the campaign's (NĐ 30/2020 Đ.15).
    const year = yearOf(civilDateOf(command.receivedAt))
    const register = registerFor(rule, standing.capacity?.role)
    return [{ kind: 'giveNumber', register, officeId, year, step: step.id }]
  })
}

/** The step's certificate, once, under the last of the step's numbers: one to come, or the one that a batch brought. */
function withCertificate(context: Context, standing: Standing, change: Change): Change {
  const { step } = context
  const { state } = change
  const rule = step.numbers?.[step.numbers.length - 1]
  const officeId = rule === undefined ? null : officeAt(state.offices, rule.level)
  if (step.certificate !== true || rule === undefined || officeId === null || state.certificate !== null)
    return change
  const { register } = rule
  const issued = withEffects(change, { kind: 'issueCertificate', officeId, register })
  const given = state.numbers.find((number) => number.step === step.id && number.register === register)
  if (given === undefined) return issued
  const certificate = { number: given.number, register, at: given.at }
  return withLine(context, standing, withState(issued, { certificate }), 'certificateIssued', {
    number: given.number,
    register,
  })
}

/** A signature under the step's act; work that is handed in is not signed. */
export function withSignature(context: Context, standing: Standing, change: Change): Change {
  const { step, personId, command } = context
  if (step.forward.action !== 'approve' || personId === null) return change
  const signature = {
    step: step.id,
    by: personId,
    onBehalfOf: standing.capacity?.delegation?.fromPersonId ?? null,
    form: standing.form,
    at: command.receivedAt,
  }
  return withState(change, { signatures: [...change.state.signatures, signature] })
}

/** Hands out the parts that wait; refused when one of them has no campaign to go into. */
export function withParts({ step, facts }: Context, change: Change): Outcome {
  const parts = step.assigns === undefined ? [] : (facts.parts ?? [])
  const given = parts.flatMap(({ id, campaignId }) => (campaignId === null ? [] : [{ id, campaignId }]))
  if (given.length < parts.length) {
    const lost = parts.filter(({ campaignId }) => campaignId === null)
    return refuse('needsUnmet', { needs: lost.map(({ id }) => ({ part: id, why: 'noCampaign' })) })
  }
  return given.length === 0 ? change : withEffects(change, { kind: 'assignParts', parts: given })
}

/** The step's work is done: parts, numbers, copies, then on to where it leads, or back to who asked for a correction. */
export function goForward(context: Context, standing: Standing, change: Change): Outcome {
  const { step, state: before } = context
  const handed = withParts(context, change)
  if (isRefused(handed)) return handed
  let moved = withEffects(handed, ...numberEffects(context, standing, change.state))
  moved = withCertificate(context, standing, moved)
  for (const party of step.copies ?? []) moved = copyTo(context, moved, party)
  const returned = before.returned
  if (returned !== null && returned.resume === 'returner' && returned.to === before.step) {
    return enterStep(context, standing, moved, returned.from, 'forward')
  }
  return follow(context, standing, moved, step.forward.to)
}
