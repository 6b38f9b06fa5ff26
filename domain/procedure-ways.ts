// Paths, forks and numbers of a draft changed: each as whole new data, the same that somebody would write by hand, with what
// hangs on them kept right. Whether it can be lived the checker says; nothing here decides that.
import { freeId, removeStep, withoutUnused } from './procedure-edits.ts'
import type {
  Destination,
  NamedPlace,
  Need,
  NumberRule,
  Path,
  Procedure,
  Source,
  StepRule,
} from './procedure.ts'
import { isMatter } from './steps.ts'

/** Something filled in at a step. */
export type Field = Extract<Need, { readonly kind: 'field' }>
type Fork = Extract<Destination, { readonly field: string }>

/** What a path says beside its steps. */
export type PathHead = Omit<Path, 'id' | 'steps'>

/** What is asked of a new path. */
export interface NewPath extends PathHead {
  readonly steps: readonly string[]
  /** The path that it is looked at before; null: it is the last. */
  readonly before: string | null
}

/** Adds a path; kinds that the procedure had no path for become its subjects. */
export function addPath(procedure: Procedure, { before, steps, ...head }: NewPath): Procedure {
  const id = freeId(
    head.vi,
    procedure.paths.map((path) => path.id),
    'path',
  )
  const path: Path = { id, ...withoutIdle(head), steps }
  const found = procedure.paths.findIndex((one) => one.id === before)
  const at = found < 0 ? procedure.paths.length : found
  return fitted({
    ...procedure,
    paths: [...procedure.paths.slice(0, at), path, ...procedure.paths.slice(at)],
  })
}

/** Changes what a path says beside its steps; the subjects of the procedure follow. */
export function changePath(procedure: Procedure, pathId: string, head: PathHead): Procedure {
  return fitted({
    ...procedure,
    paths: procedure.paths.map((path) =>
      path.id === pathId ? { id: path.id, ...withoutIdle(head), steps: path.steps } : path,
    ),
  })
}

/** A path without lists that say nothing: an empty one would never fit, one of owners is for matters alone. */
function withoutIdle({ vi, kinds, traits, owners, types, setting, source }: PathHead): PathHead {
  const some = <T>(list: readonly T[] | undefined): list is readonly T[] =>
    list !== undefined && list.length > 0
  return {
    vi,
    kinds,
    ...(some(traits) ? { traits } : {}),
    ...(some(owners) && kinds.some(isMatter) ? { owners } : {}),
    ...(some(types) ? { types } : {}),
    ...(setting === undefined ? {} : { setting }),
    source,
  }
}

/** Subjects are the kinds that have a path; a kind that has none any more loses its criteria sheet too. */
function fitted(procedure: Procedure): Procedure {
  const { paths, subjects, sheets } = procedure
  const kinds = new Set(paths.flatMap((path) => path.kinds))
  const gone = subjects.filter((kind) => !kinds.has(kind))
  const fresh = [...kinds].filter((kind) => !subjects.includes(kind))
  if (gone.length === 0 && fresh.length === 0) return procedure
  return {
    ...procedure,
    subjects: [...subjects.filter((kind) => kinds.has(kind)), ...fresh],
    sheets: Object.fromEntries(Object.entries(sheets).filter(([kind]) => !gone.some((one) => one === kind))),
  }
}

/** Moves a path one place: the first that fits a subject is taken. */
export function movePath(procedure: Procedure, pathId: string, by: -1 | 1): Procedure {
  const from = procedure.paths.findIndex(({ id }) => id === pathId)
  const path = procedure.paths[from]
  const other = procedure.paths[from + by]
  if (path === undefined || other === undefined) return procedure
  const paths = procedure.paths.map((one) => (one === path ? other : one === other ? path : one))
  return { ...procedure, paths }
}

/** Steps that stand on this path alone. */
export function onlyOn({ paths }: Procedure, pathId: string): readonly string[] {
  const others = new Set(paths.flatMap(({ id, steps }) => (id === pathId ? [] : steps)))
  return paths.find(({ id }) => id === pathId)?.steps.filter((step) => !others.has(step)) ?? []
}

/** Takes a path out with the steps that only it had, and what only they used. The last one stays. */
export function removePath(procedure: Procedure, pathId: string): Procedure {
  if (procedure.paths.length < 2) return procedure
  const alone = onlyOn(procedure, pathId)
  const rest = fitted({ ...procedure, paths: procedure.paths.filter(({ id }) => id !== pathId) })
  return withoutUnused(procedure, alone.reduce(removeStep, rest))
}

/** The choices of a step that it can fork by: whoever acts has to make them. */
export function forkFields({ needs }: StepRule): readonly Field[] {
  return needs.flatMap((need) =>
    need.kind === 'field' && need.type === 'choice' && need.required && (need.choices ?? []).length > 0
      ? [need]
      : [],
  )
}

/** A fork by a choice: each of its cases leads where it led, or else to the place given. */
export function forkBy(field: Field, before: Destination, otherwise: NamedPlace): Fork {
  const led: Fork['cases'] =
    before !== 'next' && 'cases' in before && before.field === field.id ? before.cases : {}
  const plain = before !== 'next' && !('cases' in before) ? before : otherwise
  const cases = (field.choices ?? []).map(({ id }) => [id, led[id] ?? plain] as const)
  return { field: field.id, cases: Object.fromEntries(cases) }
}

const isFieldOf = (need: Need | null, id: string): need is Field => need?.kind === 'field' && need.id === id

/**
 * The step with one of its needs changed, or left out: a fork by it keeps a case for each choice, a new one leads where the
 * first does; where it can't fork by it any more, it leads where the first case did.
 */
export function withNeed(step: StepRule, index: number, need: Need | null): StepRule {
  const needs = step.needs.flatMap((one, at) => (at !== index ? [one] : need === null ? [] : [need]))
  const next = { ...step, needs }
  const before = step.needs[index]
  const { to } = step.forward
  if (to === 'next' || !('cases' in to) || before === undefined || !isFieldOf(before, to.field)) return next
  const first = Object.values(to.cases)[0]
  if (first === undefined) return next
  const field = forkFields(next).find(({ id }) => id === to.field)
  return { ...next, forward: { ...step.forward, to: field === undefined ? first : forkBy(field, to, first) } }
}

/** A field with one more choice, whose id is made of its name. */
export function plusChoice(field: Field, vi: string): Field {
  const choices = field.choices ?? []
  const ids = choices.map(({ id }) => id)
  return { ...field, choices: [...choices, { id: freeId(vi, ids, 'choice'), vi }] }
}

/** A choice that whoever acts at the step has to make, with two answers to begin with. */
export function newChoice(step: StepRule, vi: string, answers: readonly string[]): Field {
  const ids = step.needs.flatMap((need) => ('id' in need ? [need.id] : []))
  const field: Field = { kind: 'field', id: freeId(vi, ids, 'choice'), vi, type: 'choice', required: true }
  return answers.reduce(plusChoice, field)
}

/** Numbers that a step gives; what stood under a register that is given none any more stands under none. */
export function withNumbers(step: StepRule, numbers: readonly NumberRule[]): StepRule {
  const { numbers: _, papers, rests, ...rest } = step
  const kept = papers?.map(({ register, ...paper }) =>
    register === undefined || !numbers.some((one) => one.register === register)
      ? paper
      : { ...paper, register },
  )
  const { numbers: basis, ...others } = rests ?? {}
  const left = numbers.length === 0 || basis === undefined ? others : { ...others, numbers: basis }
  return {
    ...rest,
    ...(numbers.length === 0 ? {} : { numbers }),
    ...(kept === undefined ? {} : { papers: kept }),
    ...(Object.keys(left).length === 0 ? {} : { rests: left }),
  }
}

/** What the numbers of a step rest on; null: on what the step itself does. */
export function withNumbersBasis(step: StepRule, basis: Source | null): StepRule {
  const { rests, ...rest } = step
  const { numbers: _, ...others } = rests ?? {}
  const next = basis === null ? others : { ...others, numbers: basis }
  return { ...rest, ...(Object.keys(next).length === 0 ? {} : { rests: next }) }
}
