// Whether what is counted can be there: children of some kind, results that somebody gives, parts that some procedure takes.
// What names other procedures is checked where those are known.
import type { Need, Procedure } from '../../procedure.ts'
import { resultRules } from '../../results.ts'
import { finding } from '../finding.ts'
import type { CheckContext, Finding } from '../finding.ts'
import { checkCompares, checkFigures } from './figures.ts'

type Known = readonly Procedure[] | undefined

/** Values that the procedures give to a kind of result; null where one is a level, whose values the sheet says. */
function valuesGiven(known: readonly Procedure[], kind: string): readonly string[] | null {
  const given = known.flatMap(({ results }) => Object.values(results)).filter((one) => one.kind === kind)
  const fixed = given.flatMap(({ value }) => (typeof value === 'string' ? [value] : []))
  return fixed.length === given.length ? fixed : null
}

/** Why a result asked for could never be there: nobody gives the kind, or none of the values. */
function resultProblem(known: Known, kind: string, accepted: readonly string[]): string | null {
  if (accepted.length === 0) return `no value of "${kind}" is accepted`
  const values = known === undefined ? null : valuesGiven(known, kind)
  if (values === null || values.some((value) => accepted.includes(value))) return null
  return values.length === 0
    ? `no procedure gives "${kind}"`
    : `"${kind}" is never ${accepted.join(' or ')}, only ${values.join(', ')}`
}

function childrenProblem(need: Extract<Need, { kind: 'children' }>, known: Known): string | null {
  const [part, whole] = need.atLeast
  if (part < 0 || whole < 1 || part > whole) return `asks for ${part}/${whole} of them`
  if (need.among.kinds.length === 0) return 'counts children of no kind'
  const { having } = need
  if (having === undefined) return null
  if ('result' in having) return resultProblem(known, having.result, having.accepted)
  const other = known?.find(({ id }) => id === having.procedure)
  if (known !== undefined && other === undefined) return `there is no procedure "${having.procedure}"`
  const strange = (having.outcomes ?? []).find(
    (id) => other !== undefined && !other.outcomes.some((outcome) => outcome.id === id),
  )
  return strange === undefined ? null : `"${having.procedure}" never ends as "${strange}"`
}

function checkNeeds(procedure: Procedure, known: Known): Finding[] {
  return procedure.steps.flatMap((step) =>
    step.needs.flatMap((need) => {
      if (need.kind === 'children') {
        const problem = childrenProblem(need, known)
        return problem === null ? [] : [finding('childrenImpossible', [step.id, need.id], problem)]
      }
      if (need.kind !== 'priorResult') return []
      return resultRules(need).flatMap(({ result, accepted }) => {
        // A result of which no value is accepted is said already.
        const problem = accepted.length === 0 ? null : resultProblem(known, result, accepted)
        return problem === null ? [] : [finding('unknownResult', [step.id, result], problem)]
      })
    }),
  )
}

function assignProblem(
  { kinds, procedure }: NonNullable<Procedure['steps'][number]['assigns']>[number],
  known: Known,
): string | null {
  if (kinds.length === 0) return 'hands out parts of no kind'
  const taker = known?.find(({ id }) => id === procedure)
  if (known !== undefined && taker === undefined) return `there is no procedure "${procedure}"`
  const strange = taker === undefined ? [] : kinds.filter((kind) => !taker.subjects.includes(kind))
  return strange.length === 0 ? null : `"${procedure}" takes no ${strange.join(', ')}`
}

function checkAssigns(procedure: Procedure, known: Known): Finding[] {
  return procedure.steps.flatMap((step) =>
    (step.assigns ?? []).flatMap((assigned) => {
      const problem = assignProblem(assigned, known)
      return problem === null ? [] : [finding('assignsImpossible', [step.id, assigned.procedure], problem)]
    }),
  )
}

/** Findings about what is counted and handed out. */
export function checkCounting(procedure: Procedure, { known }: CheckContext): Finding[] {
  // Of several versions of itself only the one looked at counts.
  const all = known === undefined ? undefined : [...known.filter(({ id }) => id !== procedure.id), procedure]
  return [
    ...checkCompares(procedure),
    ...checkFigures(procedure, all),
    ...checkNeeds(procedure, all),
    ...checkAssigns(procedure, all),
  ]
}
