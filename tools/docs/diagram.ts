// A path as a Mermaid flowchart: forward by solid arrows, a no by thick ones, sending back by dotted ones.
import { term } from '../../domain/glossary.ts'
import { outcomeById, resolveDestination, returnTargets, stepById } from '../../domain/steps.ts'
import type { Destination, Path, Procedure, StepRule } from '../../domain/procedure.ts'

const quoted = (text: string): string => `"${text.replaceAll('"', '#quot;')}"`

function target(path: Path, step: StepRule, to: Destination): string | null {
  const place = resolveDestination(path, step.id, to)
  if (place === null) return null
  return 'step' in place ? place.step : `outcome_${place.outcome}`
}

/** Each case of a fork with the words of its choice; one plain arrow where there is none. */
function forwards(path: Path, step: StepRule): { readonly label: string; readonly to: string }[] {
  const { action, to } = step.forward
  if (to === 'next' || !('cases' in to)) {
    const place = target(path, step, to)
    return place === null ? [] : [{ label: term('action', action), to: place }]
  }
  const field = step.needs.find((need) => need.kind === 'field' && need.id === to.field)
  const choices = field?.kind === 'field' ? (field.choices ?? []) : []
  return Object.entries(to.cases).flatMap(([id, named]) => {
    const place = target(path, step, named)
    const label = choices.find((choice) => choice.id === id)?.vi ?? id
    return place === null ? [] : [{ label, to: place }]
  })
}

function edges(path: Path, step: StepRule): string[] {
  const no = step.reject === undefined ? null : target(path, step, step.reject.to)
  const lapse = step.late.effect === 'lapse' ? `outcome_${step.late.outcome}` : null
  return [
    ...forwards(path, step).map(({ label, to }) => `${step.id} -->|${label}| ${to}`),
    ...(no === null ? [] : [`${step.id} ==>|${term('action', 'reject')}| ${no}`]),
    ...(lapse === null ? [] : [`${step.id} ==>|${term('noun', 'late')}| ${lapse}`]),
    ...returnTargets(path, step).map((to) => `${step.id} -.->|${term('action', 'return')}| ${to}`),
  ]
}

/** The flowchart of a path, as a fenced block. */
export function pathDiagram(procedure: Procedure, path: Path): string {
  const steps = path.steps.flatMap((id) => stepById(procedure, id) ?? [])
  const all = steps.flatMap((step) => edges(path, step))
  const ends = [...new Set(all.flatMap((edge) => /outcome_(\w+)$/.exec(edge)?.[1] ?? []))]
  const lines = [
    ...steps.map(({ id, vi }) => `${id}[${quoted(vi)}]`),
    ...ends.map((id) => `outcome_${id}([${quoted(outcomeById(procedure, id)?.vi ?? id)}])`),
    ...all,
  ]
  return ['```mermaid', 'flowchart TD', ...lines.map((line) => `  ${line}`), '```'].join('\n')
}
