// What a reader may see of a dossier's state: blind inspectors don't see each other's verdicts before both are in.
import type { DossierState, Id, Inspection } from './dossier.ts'
import type { Procedure } from './procedure.ts'
import { inspectionResult, inspectionRuleOf, lastSession } from './sheet.ts'

/** Inspections with the verdicts of a half-finished blind pair taken out for everyone but their author. */
export function visibleInspections(
  procedure: Procedure,
  state: DossierState,
  personId: Id,
): readonly Inspection[] {
  const rule = inspectionRuleOf(procedure, state)
  if (rule === null || inspectionResult(rule, state.inspections).state !== 'waiting') return state.inspections
  const open = lastSession(state.inspections)
  return state.inspections.filter((record) => !open.includes(record) || record.by === personId)
}

export function visibleState(procedure: Procedure, state: DossierState, personId: Id): DossierState {
  return { ...state, inspections: visibleInspections(procedure, state, personId) }
}

/** Whether a body may be read by this person now: a blind inspection's body is its author's alone until both are in. */
export function bodyVisible(
  procedure: Procedure,
  state: DossierState,
  personId: Id,
  bodyHash: string,
): boolean {
  const hidden = state.inspections.filter(
    (record) => !visibleInspections(procedure, state, personId).includes(record),
  )
  return !hidden.some((record) => record.bodyHash === bodyHash)
}
