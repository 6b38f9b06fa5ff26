// After the end: reopened, kept or not kept in later years, revoked with a reason, corrected by a replacing document.
import { refuse } from '../command.ts'
import type { Decision, Effect, Refused } from '../command.ts'
import type { DossierState } from '../dossier.ts'
import { correctionStep, lettersOf } from '../paper-changes.ts'
import type { Need, NumberRule } from '../procedure.ts'
import { officeAt } from '../people.ts'
import { checkShape, unmetNeeds } from '../requirements.ts'
import { isMatter, outcomeById } from '../steps.ts'
import { civilDateOf, yearOf } from '../time/civil.ts'
import type { Change, Context, Standing } from './context.ts'
import { accept, isRefused, unchanged, withEffects, withState } from './context.ts'
import { enterStep, tellUnit, withParts, worthOf } from './move.ts'
import { reopenTargets } from './static.ts'

export function reopen(context: Context, standing: Standing): Decision {
  const { state, command } = context
  const targets = reopenTargets(context)
  const to = command.args.toStep ?? (targets.length === 1 ? targets[0] : undefined)
  if (to === undefined || !targets.includes(to)) return refuse('unknownStep', { step: to ?? null, targets })
  const freed = withState(unchanged(state), { outcome: null, closedAt: null })
  const living = withEffects(freed, ...standingAgain(context))
  const outcome = enterStep(context, standing, living, to, 'reopen')
  return isRefused(outcome)
    ? outcome
    : accept(context, standing, outcome, { was: state.outcome ?? state.status, toStep: to })
}

/** The standing that the end gave to the matter is taken from it again. */
function standingAgain({ state, procedure }: Context): Effect[] {
  const given = outcomeById(procedure, state.outcome ?? '')?.subject
  if (given === undefined || !isMatter(state.subject.kind)) return []
  return [{ kind: 'setSubject', status: procedure.begins ?? 'draft' }]
}

/** Fields and documents that the rule wants before anything is taken away, or handed out. */
function broughtRefusal(
  { procedure, state, facts, command }: Context,
  needs: readonly Need[] | undefined,
): Refused | null {
  if (needs === undefined) return null
  const { body } = facts
  const shape = body === null ? null : checkShape(needs, body)
  if (shape !== null) return shape
  const unmet = unmetNeeds(needs, { procedure, state, body, facts, at: command.receivedAt })
  return unmet.length === 0 ? null : refuse('needsUnmet', { needs: unmet })
}

export function revoke(context: Context, standing: Standing): Decision {
  const { state, procedure } = context
  const refused = broughtRefusal(context, procedure.after.revoke?.needs)
  if (refused !== null) return refused
  const result = worthOf(procedure, state, state.outcome ?? '')
  const told = withEffects(
    withState(unchanged(state), { status: 'revoked' }),
    ...tellUnit(context, 'revoked'),
  )
  const gone =
    outcomeById(procedure, state.outcome ?? '')?.subject !== undefined && isMatter(state.subject.kind)
  const ended = gone ? withEffects(told, { kind: 'setSubject', status: 'ended' }) : told
  const certificate = state.certificate === null ? ended : withEffects(ended, { kind: 'revokeCertificate' })
  const change =
    result === null
      ? certificate
      : withEffects(certificate, {
          kind: 'recordResult',
          result: { kind: result.kind, value: null },
          year: state.year,
        })
  return accept(context, standing, change, { outcome: state.outcome })
}

/** A later year's finding: the recognition is kept, or not; once a year, in the year itself or after it. */
export function maintain(context: Context, standing: Standing): Decision {
  const { state, procedure, command, facts } = context
  const { year, result } = command.args
  if (year === undefined || year <= state.year || year > yearOf(civilDateOf(command.receivedAt)))
    return refuse('invalid', { field: 'year', after: state.year })
  if (result === undefined || !(procedure.after.maintain?.results ?? []).includes(result))
    return refuse('invalid', { field: 'result' })
  if (state.maintained.some((one) => one.year === year)) return refuse('alreadyActed', { year })
  if (result === 'notMaintained' && (facts.body?.reason ?? '').trim() === '') return refuse('reasonRequired')
  const maintained = [...state.maintained, { year, result, at: command.receivedAt }]
  const worth = worthOf(procedure, state, state.outcome ?? '')
  const change = withEffects(withState(unchanged(state), { maintained }), ...tellUnit(context, result))
  const value = result === 'maintained' ? (worth?.value ?? null) : null
  return accept(
    context,
    standing,
    worth === null
      ? change
      : withEffects(change, { kind: 'recordResult', result: { kind: worth.kind, value }, year }),
    { year, result },
  )
}

/**
 * A mistake in what was issued is put right by a document of its own number, of the same kind for its content, a letter
 * for its form (NĐ 30/2020 Đ.18.3); the old one stays, linked.
 */
export function correct(context: Context, standing: Standing): Decision {
  const { state, procedure, command } = context
  if (command.bodyHash === null) return refuse('invalid', { field: 'bodyHash' })
  const rule = procedure.after.correct?.numbers
  const entry: DossierState['corrections'][number] = {
    at: command.receivedAt,
    bodyHash: command.bodyHash,
    number: null,
  }
  const change = withState(unchanged(state), { corrections: [...state.corrections, entry] })
  const told = withEffects(change, ...tellUnit(context, 'corrected'))
  const letter = rule !== undefined && command.args.fault === 'form'
  const given = letter ? { ...rule, register: lettersOf(rule.register) } : rule
  const numbered = numberedAs(context, told, given, correctionStep(state.corrections.length + 1))
  return accept(context, standing, numbered, { replaces: state.numbers.length })
}

/** A number of the year of the act under a name of its own; none where the rule has none, or its office isn't there. */
function numberedAs(
  { state, command }: Context,
  change: Change,
  rule: NumberRule | undefined,
  step: string,
): Change {
  const officeId = rule === undefined ? null : officeAt(state.offices, rule.level)
  if (rule === undefined || officeId === null) return change
  const year = yearOf(civilDateOf(command.receivedAt))
  return withEffects(change, { kind: 'giveNumber', register: rule.register, officeId, year, step })
}

/** What was added after the end is handed out by name, with its paper and number; what it hangs on stays as it was decided. */
export function handOut(context: Context, standing: Standing): Decision {
  const { state, procedure, facts } = context
  const rule = procedure.after.handOut
  const refused = broughtRefusal(context, rule?.needs)
  if (refused !== null) return refused
  const waiting = facts.parts ?? []
  // What is said row by row, such as who joins or leaves a committee, may go out with nothing to be done.
  const says = Object.values(facts.body?.rows ?? {}).some((rows) => rows.length > 0)
  if (waiting.length === 0 && !says)
    return refuse('needsUnmet', { needs: [{ part: null, why: 'noneWaits' }] })
  const handed = withParts(context, unchanged(state))
  if (isRefused(handed)) return handed
  const numbered = numberedAs(context, handed, rule?.numbers, `handOut.${state.version}`)
  return accept(context, standing, numbered, { parts: waiting.map(({ id }) => id) })
}
