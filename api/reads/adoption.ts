// What a dossier would have otherwise under a newer version of its procedure: its deadline, its needs, and whether the steps
// that it stands at or has to come back to are still there. A look ahead of the action that takes the version up.
import { z } from 'zod'
import { dueOf } from '../../domain/deadline.ts'
import type { TimeFacts } from '../../domain/deadline.ts'
import type { Correction, DossierState } from '../../domain/dossier.ts'
import type { Need, Procedure } from '../../domain/procedure.ts'
import { pathById, stepById } from '../../domain/steps.ts'
import { id, instant, positive } from '../schemas.ts'

export const adoptionPreview = z
  .object({
    dossierId: id,
    from: positive,
    to: positive,
    step: z.string(),
    /** Steps that it can't do without and that the newer version hasn't: where there are any, it can't take it up. */
    lost: z.array(z.string()),
    due: z.object({ before: instant.nullable(), after: instant.nullable() }),
    /** Needs of the present step, by id or kind. */
    needs: z.object({ added: z.array(z.string()), gone: z.array(z.string()) }),
  })
  .meta({ id: 'AdoptionPreview' })
export type AdoptionPreview = z.input<typeof adoptionPreview>

const stepsOf = (correction: Correction | null): string[] =>
  correction === null ? [] : [correction.from, correction.to, ...stepsOf(correction.within)]

const nameOf = (need: Need): string => ('id' in need ? need.id : need.kind)

/** What the newer version would change for a dossier in this state. */
export function previewAdoption(
  before: Procedure,
  after: Procedure,
  state: DossierState,
  facts: TimeFacts,
): AdoptionPreview {
  const path = pathById(after, state.path)
  const kept = [
    state.step,
    ...stepsOf(state.returned),
    ...(state.lastForward ? [state.lastForward.from] : []),
  ]
  const lost = kept.filter((step) => stepById(after, step) === null || path?.steps.includes(step) !== true)
  const needs = (procedure: Procedure): string[] => (stepById(procedure, state.step)?.needs ?? []).map(nameOf)
  const [was, is] = [needs(before), needs(after)]
  const asked = { ...state, procedure: { ...state.procedure, version: after.version } }
  return {
    dossierId: state.id,
    from: state.procedure.version,
    to: after.version,
    step: state.step,
    lost: [...new Set(lost)],
    due: {
      before: dueOf(before, state, facts)?.dueAt ?? null,
      after: dueOf(after, asked, facts)?.dueAt ?? null,
    },
    needs: { added: is.filter((one) => !was.includes(one)), gone: was.filter((one) => !is.includes(one)) },
  }
}
