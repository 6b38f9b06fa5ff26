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

function edges(path: Path, step: StepRule): string[] {
  const forward = target(path, step, step.forward.to)
  const no = step.reject === undefined ? null : target(path, step, step.reject.to)
  const lapse = step.late.effect === 'lapse' ? `outcome_${step.late.outcome}` : null
  return [
    ...(forward === null ? [] : [`${step.id} -->|${term('action', step.forward.action)}| ${forward}`]),
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
