// A result that the decision counted has changed: the clock notes it, the decision and all that it gave stay as they are,
// until who may take it away has looked at it again and does so, or says with a reason that it stands.
import { refuse } from '../command.ts'
import type { Decision, Effect } from '../command.ts'
import type { DossierState } from '../dossier.ts'
import { officeAt } from '../people.ts'
import { stepById } from '../steps.ts'
import type { Context, Standing } from './context.ts'
import { accept, unchanged, withEffects, withState } from './context.ts'
import { tellUnit } from './move.ts'

/** More than these are not kept in the state; each still has its line in the record. */
const MOST_KEPT = 50

/** Tells who signed last, where he signed. */
function tellDecider({ procedure, state }: Context): Effect[] {
  const last = state.signatures[state.signatures.length - 1]
  const [party] = stepById(procedure, last?.step ?? '')?.parties ?? []
  const officeId = party === undefined ? null : officeAt(state.offices, party.level)
  if (last === undefined || officeId === null) return []
  return [{ kind: 'notify', notice: 'basisChanged', to: { officeId, role: null, personId: last.by } }]
}

/** Notes the change once for each subject, kind of result and year. */
export function markBasis(context: Context, standing: Standing): Decision {
  const { state, command } = context
  const { subjectId, resultKind: kind, year, value } = command.args
  if (subjectId === undefined) return refuse('invalid', { field: 'subjectId' })
  if (kind === undefined) return refuse('invalid', { field: 'resultKind' })
  if (year === undefined) return refuse('invalid', { field: 'year' })
  const known: NonNullable<DossierState['basisChanged']> = state.basisChanged ?? []
  if (known.some((one) => one.subjectId === subjectId && one.kind === kind && one.year === year))
    return refuse('alreadyActed', { subjectId, kind, year })
  const entry = { subjectId, kind, year, at: command.receivedAt }
  const marked =
    known.length >= MOST_KEPT
      ? unchanged(state)
      : withState(unchanged(state), { basisChanged: [...known, entry] })
  const told = withEffects(marked, ...tellDecider(context), ...tellUnit(context, 'basisChanged'))
  return accept(context, standing, told, { subjectId, kind, year, value: value ?? null })
}

/** Looked at again on what holds now, the decision stands: its marks are gone, the reason and what they were are on the record. */
export function keepDecision(context: Context, standing: Standing): Decision {
  const { basisChanged = [], ...state } = context.state
  const marks = basisChanged.map(({ subjectId, kind, year }) => ({ subjectId, kind, year }))
  const told = withEffects(unchanged(state), ...tellUnit(context, 'decisionKept'))
  return accept(context, standing, told, { marks })
}
