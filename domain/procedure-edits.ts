// Steps of a draft added, moved and taken out: each as whole new data, the same that somebody would write by hand, with what
// names the step kept right. Whether it can be lived the checker says; nothing here decides that.
import { checkReferences } from './checker/structure/references.ts'
import type { Destination, NamedPlace, Party, Path, Procedure, Source, StepRule } from './procedure.ts'
import { fold } from './text.ts'

/** What is asked of a new step; the rest is edited in its own fields. */
export interface NewStep {
  readonly vi: string
  /** The step that it comes behind; null: it is the first of its paths. */
  readonly after: string | null
  /** Ids of the paths that it stands on. */
  readonly paths: readonly string[]
  readonly action: StepRule['forward']['action']
  readonly party: Party
  /** Where a no leads; null: there is none. */
  readonly no: NamedPlace | null
  /** Whether it may send back to the step before. */
  readonly back: boolean
  readonly source: Source
}

const MOST_LETTERS = 40

/** An id made of a name, in plain letters, that none of the others is: 'Thẩm tra lần 2' gives thamTraLan2. */
export function freeId(vi: string, others: readonly string[], plainly: string): string {
  const [first = '', ...rest] = fold(vi)
    .split(' ')
    .map((word) => word.replace(/[^a-z0-9]/gu, ''))
    .filter((word) => word !== '')
  const plain = [first, ...rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join('')
  const base = (/^[a-z]/u.test(plain) ? plain : `${plainly}${plain}`).slice(0, MOST_LETTERS)
  const taken = new Set(others)
  let number = 2
  let id = base
  while (taken.has(id)) id = `${base}${number++}`
  return id
}

/** An id for a step that none has. */
export function freeStepId(procedure: Procedure, vi: string): string {
  const ids = procedure.steps.map(({ id }) => id)
  return freeId(vi, ids, 'step')
}

const isPlace = (to: Destination): to is NamedPlace => to !== 'next' && !('cases' in to)

function inserted(ids: readonly string[], after: string | null, id: string): string[] {
  const at = after === null ? 0 : ids.indexOf(after) + 1
  return [...ids.slice(0, at), id, ...ids.slice(at)]
}

/** Adds a step; where the one before it leads to a named place, the new one leads there instead. */
export function addStep(procedure: Procedure, wish: NewStep): Procedure {
  const id = freeStepId(procedure, wish.vi)
  const before = procedure.steps.find((step) => step.id === wish.after)
  const around = procedure.paths.filter(({ steps }) => before !== undefined && steps.includes(before.id))
  const everywhere = around.every((path) => wish.paths.includes(path.id))
  const taken = before !== undefined && everywhere && isPlace(before.forward.to) ? before.forward.to : null
  const step: StepRule = {
    id,
    vi: wish.vi,
    parties: [wish.party],
    signing: { mode: 'any' },
    forward: { action: wish.action, to: taken ?? 'next' },
    ...(wish.no === null ? {} : { reject: { to: wish.no } }),
    ...(wish.back ? { returns: { to: ['previous'], resume: 'returner' } as const } : {}),
    needs: [],
    offers: [],
    late: { effect: 'mark' },
    source: wish.source,
  }
  const steps = procedure.steps.map((one) =>
    taken !== null && one.id === before?.id ? leading(one, 'next') : one,
  )
  const at = before === undefined ? 0 : steps.findIndex((one) => one.id === before.id) + 1
  return {
    ...procedure,
    steps: [...steps.slice(0, at), step, ...steps.slice(at)],
    paths: procedure.paths.map((path) =>
      wish.paths.includes(path.id) ? { ...path, steps: inserted(path.steps, wish.after, id) } : path,
    ),
  }
}

const leading = (step: StepRule, to: Destination): StepRule => ({ ...step, forward: { ...step.forward, to } })

/** Moves a step one place on one path; two that stand on no other path also change where they lead. */
export function moveStep(procedure: Procedure, pathId: string, stepId: string, by: -1 | 1): Procedure {
  const path = procedure.paths.find(({ id }) => id === pathId)
  const from = path?.steps.indexOf(stepId) ?? -1
  const other = path?.steps[from + by]
  if (path === undefined || from < 0 || other === undefined) return procedure
  const order = path.steps.map((id) => (id === stepId ? other : id === other ? stepId : id))
  const paths = procedure.paths.map((one) => (one.id === pathId ? { ...one, steps: order } : one))
  const [first, second] = by === 1 ? [stepId, other] : [other, stepId]
  return { ...procedure, paths, steps: exchanged(procedure, path, first, second) }
}

/** The steps with the way on of two neighbours exchanged, where only the second names its place and both stand here alone. */
function exchanged(procedure: Procedure, path: Path, first: string, second: string): readonly StepRule[] {
  const elsewhere = procedure.paths.some(
    ({ id, steps }) => id !== path.id && (steps.includes(first) || steps.includes(second)),
  )
  const before = procedure.steps.find(({ id }) => id === first)
  const behind = procedure.steps.find(({ id }) => id === second)
  if (elsewhere || before?.forward.to !== 'next' || behind === undefined || !isPlace(behind.forward.to))
    return procedure.steps
  const { to } = behind.forward
  return procedure.steps.map((step) =>
    step.id === first ? leading(step, to) : step.id === second ? leading(step, 'next') : step,
  )
}

/** Puts a step that there is on a path, behind another or as its first. */
export function joinPath(
  procedure: Procedure,
  pathId: string,
  stepId: string,
  after: string | null,
): Procedure {
  const paths = procedure.paths.map((path) =>
    path.id === pathId && !path.steps.includes(stepId)
      ? { ...path, steps: inserted(path.steps, after, stepId) }
      : path,
  )
  return { ...procedure, paths }
}

/** Takes a step off one path; it stays a step of the others. */
export function leavePath(procedure: Procedure, pathId: string, stepId: string): Procedure {
  const paths = procedure.paths.map((path) =>
    path.id === pathId ? { ...path, steps: path.steps.filter((id) => id !== stepId) } : path,
  )
  return { ...procedure, paths }
}

/** Whether a step can be taken out: no path would be left without any. */
export function isRemovable(procedure: Procedure, stepId: string): boolean {
  return procedure.paths.every(({ steps }) => steps.some((id) => id !== stepId))
}

/**
 * Takes a step out, from the paths and from all that names it: what led there leads on to where it led, and dates, settings and
 * figures that only it used go with it.
 */
export function removeStep(procedure: Procedure, stepId: string): Procedure {
  const gone = procedure.steps.find(({ id }) => id === stepId)
  if (gone === undefined) return procedure
  const without = (ids: readonly string[]): string[] => ids.filter((id) => id !== stepId)
  const on = wayOn(procedure, gone)
  const { reopen } = procedure.after
  return withoutUnused(procedure, {
    ...procedure,
    paths: procedure.paths.map((path) => ({ ...path, steps: without(path.steps) })),
    steps: procedure.steps.flatMap((step) => (step.id === stepId ? [] : [forgetting(step, stepId, on)])),
    withdraw: { ...procedure.withdraw, until: without(procedure.withdraw.until) },
    after:
      reopen === undefined
        ? procedure.after
        : { ...procedure.after, reopen: { ...reopen, to: without(reopen.to) } },
  })
}

/** The one place that a step leads to on every path; null where that isn't one. */
function wayOn(procedure: Procedure, { id, forward: { to } }: StepRule): NamedPlace | null {
  if (to !== 'next') return isPlace(to) ? to : null
  const next = new Set(
    procedure.paths.flatMap(({ steps }) => (steps.includes(id) ? [steps[steps.indexOf(id) + 1]] : [])),
  )
  const [step] = next
  return next.size === 1 && step !== undefined ? { step } : null
}

/** A step without another: a place that can't be replaced stays named, for the checker to find. */
function forgetting(step: StepRule, goneId: string, on: NamedPlace | null): StepRule {
  const names = (place: NamedPlace): boolean => 'step' in place && place.step === goneId
  if (!mentions(step, names, goneId)) return step
  const led = (to: Destination): Destination => {
    if (on === null || to === 'next') return to
    if (isPlace(to)) return names(to) ? on : to
    const cases = Object.entries(to.cases).map(([value, place]) => [value, names(place) ? on : place])
    return { ...to, cases: Object.fromEntries(cases) as typeof to.cases }
  }
  const { returns, apart, ...rest } = step
  const back = returns?.to.filter((to) => typeof to !== 'object' || to.step !== goneId) ?? []
  const others = apart?.filter((id) => id !== goneId) ?? []
  return {
    ...rest,
    forward: { ...step.forward, to: led(step.forward.to) },
    ...(step.reject === undefined ? {} : { reject: { to: led(step.reject.to) } }),
    ...(returns === undefined || back.length === 0 ? {} : { returns: { ...returns, to: back } }),
    ...(others.length === 0 ? {} : { apart: others }),
    ...(step.papers === undefined ? {} : { papers: step.papers.map((one) => signedHere(one, goneId)) }),
  }
}

function mentions(step: StepRule, names: (place: NamedPlace) => boolean, goneId: string): boolean {
  const led = [step.forward.to, step.reject?.to ?? 'next'].some((to) =>
    to === 'next' ? false : isPlace(to) ? names(to) : Object.values(to.cases).some(names),
  )
  const back = (step.returns?.to ?? []).some((to) => typeof to === 'object' && names(to))
  const papers = (step.papers ?? []).some(({ signedAt }) => signedAt === goneId)
  return led || back || papers || (step.apart ?? []).includes(goneId)
}

function signedHere(paper: NonNullable<StepRule['papers']>[number], goneId: string) {
  const { signedAt, ...rest } = paper
  return signedAt === goneId ? rest : paper
}

const unusedIn = (procedure: Procedure): Set<string> =>
  new Set(
    checkReferences(procedure).flatMap(({ code, where }) => (code === 'unused' ? where.slice(0, 1) : [])),
  )

/** Without the dates, settings and figures that something used before and nothing uses now. */
export function withoutUnused(before: Procedure, procedure: Procedure): Procedure {
  const were = unusedIn(before)
  const are = unusedIn(procedure)
  const kept = (id: string): boolean => were.has(id) || !are.has(id)
  const only = <T>(table: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(table).filter(([id]) => kept(id)))
  const next = {
    ...procedure,
    dates: only(procedure.dates),
    settings: procedure.settings.filter(({ id }) => kept(id)),
    ...(procedure.figures === undefined ? {} : { figures: only(procedure.figures) }),
  }
  const size = ({ dates, settings, figures }: Procedure): number =>
    Object.keys(dates).length + settings.length + Object.keys(figures ?? {}).length
  // A date that went may have been the last to rest on a setting.
  return size(next) === size(procedure) ? procedure : withoutUnused(before, next)
}
