// Looking things up in a procedure: the path of a subject, its steps, where a destination leads.
import type { Destination, Outcome, Path, Procedure, StepRule } from './procedure.ts'
import type { CampaignFacts, SubjectFacts } from './command.ts'
import type { Correction, DossierState } from './dossier.ts'

/** Whether a path is open: the campaign's value of its setting, else the procedure's. */
function pathOpen(procedure: Procedure, path: Path, settings: CampaignFacts['settings']): boolean {
  if (path.setting === undefined) return true
  const shipped = procedure.settings.find(({ id }) => id === path.setting)?.value
  return (settings[path.setting] ?? shipped) === true
}

/** The first open path whose kinds and traits fit the subject; null when the procedure has none for it. */
export function pathFor(
  procedure: Procedure,
  subject: Pick<SubjectFacts, 'kind' | 'provincial' | 'communeHasPolice'>,
  settings: CampaignFacts['settings'] = {},
): Path | null {
  const has = { provincial: subject.provincial, noPolice: !subject.communeHasPolice }
  return (
    procedure.paths.find(
      (path) =>
        path.kinds.includes(subject.kind) &&
        (path.traits ?? []).every((trait) => has[trait]) &&
        pathOpen(procedure, path, settings),
    ) ?? null
  )
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

export type Place = { readonly step: string } | { readonly outcome: string }

/** Where a destination leads from a step of the path; null when the data leads nowhere (the checker reports it). */
export function resolveDestination(path: Path, from: string, destination: Destination): Place | null {
  if (destination !== 'next') return destination
  const step = stepAfter(path, from)
  return step === null ? null : { step }
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
