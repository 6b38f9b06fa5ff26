// Looking things up in a procedure: the path of a subject, its steps, where a destination leads.
import type { Destination, NamedPlace, Outcome, Path, Procedure, StepRule } from './procedure.ts'
import type { Body, CampaignFacts, SubjectFacts } from './command.ts'
import type { Correction, DossierState } from './dossier.ts'
import { MATTER_KINDS } from './vocabulary.ts'
import type { MatterKind, SubjectKind } from './vocabulary.ts'

/** Whether a path is open: the campaign's value of its setting, else the procedure's. */
function pathOpen(procedure: Procedure, path: Path, settings: CampaignFacts['settings']): boolean {
  if (path.setting === undefined) return true
  const shipped = procedure.settings.find(({ id }) => id === path.setting)?.value
  return (settings[path.setting] ?? shipped) === true
}

/** What of a subject its path depends on. */
export type Routed = Pick<SubjectFacts, 'kind' | 'provincial' | 'communeHasPolice'> &
  Partial<Pick<SubjectFacts, 'owner' | 'type' | 'ministerial'>>

/** Whether a path is for this kind and type, whatever else it asks of its subject. */
export function takesKind(
  { kinds, types }: Path,
  { kind, type }: { readonly kind: SubjectKind; readonly type?: string | null | undefined },
): boolean {
  return kinds.includes(kind) && (types === undefined || types.some((one) => one === type))
}

/** The steps on any path for this kind and type. */
export function stepsForKind(
  { paths, steps }: Procedure,
  subject: { readonly kind: SubjectKind; readonly type: string | null },
): StepRule[] {
  const passed = new Set(paths.filter((path) => takesKind(path, subject)).flatMap((path) => path.steps))
  return steps.filter(({ id }) => passed.has(id))
}

function suits(path: Path, subject: Routed): boolean {
  const { owner } = subject
  const has = {
    provincial: subject.provincial,
    noPolice: !subject.communeHasPolice,
    ministerial: subject.ministerial === true,
  }
  return (
    takesKind(path, subject) &&
    (path.traits ?? []).every((trait) => has[trait]) &&
    (path.owners === undefined || (owner !== undefined && path.owners.includes(owner)))
  )
}

/** The first open path whose kinds, traits, owners and types fit the subject; null when the procedure has none for it. */
export function pathFor(
  procedure: Procedure,
  subject: Routed,
  settings: CampaignFacts['settings'] = {},
): Path | null {
  return procedure.paths.find((path) => suits(path, subject) && pathOpen(procedure, path, settings)) ?? null
}

/** Whether a subject is a matter that an office owns, and not an office itself. */
export function isMatter(kind: SubjectKind): kind is MatterKind {
  return (MATTER_KINDS as readonly string[]).includes(kind)
}

export function pathById(procedure: Procedure, id: string): Path | null {
  return procedure.paths.find((path) => path.id === id) ?? null
}

export function stepById(procedure: Procedure, id: string): StepRule | null {
  return procedure.steps.find((step) => step.id === id) ?? null
}

export function outcomeById(procedure: Procedure, id: string): Outcome | null {
  return procedure.outcomes.find((outcome) => outcome.id === id) ?? null
}

/** The step after this one on the path; null at its end or when the step isn't on it. */
export function stepAfter(path: Path, step: string): string | null {
  const at = path.steps.indexOf(step)
  return at < 0 ? null : (path.steps[at + 1] ?? null)
}

export function stepBefore(path: Path, step: string): string | null {
  const at = path.steps.indexOf(step)
  return at <= 0 ? null : (path.steps[at - 1] ?? null)
}

export type Place = NamedPlace

/** Every place that a destination can lead to from a step of the path: one, or each case of a fork. */
export function placesOf(path: Path, from: string, destination: Destination): Place[] {
  if (destination === 'next') {
    const step = stepAfter(path, from)
    return step === null ? [] : [{ step }]
  }
  return 'cases' in destination ? Object.values(destination.cases) : [destination]
}

/** Where a destination leads, a fork by what the body chose; null when it leads nowhere (the checker reports such data). */
export function resolveDestination(
  path: Path,
  from: string,
  destination: Destination,
  body: Body | null = null,
): Place | null {
  if (destination === 'next' || !('cases' in destination)) return placesOf(path, from, destination)[0] ?? null
  const chosen = body?.fields?.[destination.field]
  return typeof chosen === 'string' ? (destination.cases[chosen] ?? null) : null
}

/** The steps that a return from this one may name, in the path's order; those not on the path fall away. */
export function returnTargets(path: Path, step: StepRule): string[] {
  const at = path.steps.indexOf(step.id)
  const named = (step.returns?.to ?? []).map((to) => {
    if (to === 'originator') return path.steps[0] ?? null
    if (to === 'previous') return stepBefore(path, step.id)
    return to.step
  })
  return path.steps.filter((id, index) => index < at && named.includes(id))
}

/** The correction that is still under way once a step is entered: what the dossier has arrived at, or passed, is done. */
export function correctionLeft(path: Path, correction: Correction | null, to: string): Correction | null {
  const here = path.steps.indexOf(to)
  let left = correction
  while (left !== null && here >= path.steps.indexOf(left.from)) left = left.within
  return left
}

/**
 * Whether the dossier stands before the step that asked for a correction: there, deadlines of the steps' own don't
 * run, for the return stopped the clock.
 */
export function underCorrection(path: Path, state: DossierState): boolean {
  if (state.returned === null) return false
  return path.steps.indexOf(state.step) < path.steps.indexOf(state.returned.from)
}
