// Whether what a procedure says of matters, levels and forks can hold, and whether it would record a person.
import { personRecords } from '../../forbidden.ts'
import type { Procedure, StepRule } from '../../procedure.ts'
import { isMatter } from '../../steps.ts'
import { finding } from '../finding.ts'
import type { Finding } from '../finding.ts'

function checkStanding({ subjects, outcomes, begins }: Procedure): Finding[] {
  if (subjects.some(isMatter)) return []
  const expects =
    begins === undefined
      ? []
      : [finding('subjectImpossible', ['begins'], `expects a matter that is ${begins}, but is about offices`)]
  const gives = outcomes.filter(({ subject }) => subject !== undefined)
  return [
    ...expects,
    ...gives.map(({ id }) =>
      finding('subjectImpossible', [id], 'gives a standing, but no subject is a matter'),
    ),
  ]
}

function leadsTo({ forward: { to } }: StepRule, outcome: string): boolean {
  if (to === 'next') return false
  const places = 'cases' in to ? Object.values(to.cases) : [to]
  return places.some((place) => 'outcome' in place && place.outcome === outcome)
}

function checkLevels({ results, steps }: Procedure): Finding[] {
  return Object.entries(results).flatMap(([outcome, { value }]) => {
    if (typeof value === 'string') return []
    const asks = (step: StepRule): boolean =>
      step.needs.some((need) => need.kind === 'scored' && need.by === value.level)
    return steps
      .filter((step) => leadsTo(step, outcome) && !asks(step))
      .map(({ id }) =>
        finding(
          'levelNeverGiven',
          [id, outcome],
          `is worth the level of the ${value.level}, which this step doesn't ask for`,
        ),
      )
  })
}

function forkProblem({ needs, forward: { to }, batch }: StepRule): string | null {
  if (to === 'next' || !('cases' in to)) return null
  if (batch === true) return 'a decision over many leads all one way'
  const field = needs.find((need) => need.kind === 'field' && need.id === to.field)
  if (field?.kind !== 'field' || field.type !== 'choice' || !field.required)
    return `"${to.field}" is no required choice of this step`
  const choices = (field.choices ?? []).map(({ id }) => id)
  const cases = Object.keys(to.cases)
  const same = choices.length === cases.length && choices.every((id) => cases.includes(id))
  return same
    ? null
    : `leads by ${cases.join(', ') || 'nothing'}, the choices are ${choices.join(', ') || 'none'}`
}

function checkForks({ steps }: Procedure): Finding[] {
  return steps.flatMap((step) => {
    const no = step.reject?.to
    const forked = typeof no === 'object' && 'cases' in no
    const problem = forked ? 'a no leads one way' : forkProblem(step)
    return problem === null ? [] : [finding('forkImpossible', [step.id], problem)]
  })
}

/** Findings about matters, levels, forks and records of persons. */
export function checkMatters(procedure: Procedure): Finding[] {
  return [
    ...checkStanding(procedure),
    ...checkLevels(procedure),
    ...checkForks(procedure),
    ...personRecords(procedure).map(({ where, phrase }) =>
      finding('personRecord', where, `"${phrase}" would be a record about a person: count them instead`),
    ),
  ]
}
