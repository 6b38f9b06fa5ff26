// What is otherwise between two versions of a procedure, place by place: members by their names, lists of things that have
// an id by that id, other lists of things by their number, lists of plain words as one line.
import type { Procedure } from './procedure.ts'

/** One place: `steps.screen.due.monthDay`. Null where the place isn't there at all. */
export interface Difference {
  readonly place: string
  readonly before: string | null
  readonly after: string | null
}

type Leaves = Map<string, unknown>

/** Stands in a list's own place when its things come in another order. */
const ORDER = '(order)'

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function idOf(item: unknown): string | null {
  const id = isObject(item) ? item['id'] : null
  return typeof id === 'string' ? id : null
}

/** Ids of a list whose things all have one of their own; null for every other list. */
function idsOf(list: readonly unknown[]): readonly string[] | null {
  const ids = list.flatMap((item) => idOf(item) ?? [])
  return ids.length === list.length && new Set(ids).size === ids.length ? ids : null
}

function collect(value: unknown, place: string, into: Leaves): void {
  const inside = (key: string): string => (place === '' ? key : `${place}.${key}`)
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value
    if (list.length === 0 || list.every((item) => !isObject(item))) {
      into.set(place, list)
      return
    }
    const ids = idsOf(list)
    if (ids !== null) into.set(inside(ORDER), ids)
    list.forEach((item, index) => collect(item, inside(ids?.[index] ?? String(index)), into))
    return
  }
  const members = isObject(value) ? Object.entries(value).filter(([, member]) => member !== undefined) : []
  if (members.length === 0) into.set(place, value)
  for (const [key, member] of members) collect(member, inside(key), into)
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string'))
    return value.join(', ')
  return JSON.stringify(value)
}

function differenceAt(place: string, before: Leaves, after: Leaves): Difference[] {
  const [was, is] = [before.get(place), after.get(place)]
  if (JSON.stringify(was) === JSON.stringify(is)) return []
  if (was === undefined || is === undefined)
    return [
      { place, before: was === undefined ? null : textOf(was), after: is === undefined ? null : textOf(is) },
    ]
  const same = textOf(was) === textOf(is)
  const show = same ? (value: unknown): string => JSON.stringify(value) : textOf
  return [{ place, before: show(was), after: show(is) }]
}

/** The order of what both lists have; where that is the same, nothing was moved. */
function movedOnly(before: Leaves, after: Leaves): void {
  for (const [place, was] of before) {
    const is = after.get(place)
    if (!place.endsWith(ORDER)) continue
    const [old, young] = [was as readonly string[], (is ?? []) as readonly string[]]
    const kept = old.filter((id) => young.includes(id))
    const now = young.filter((id) => old.includes(id))
    if (kept.join() === now.join()) {
      before.delete(place)
      after.delete(place)
    }
  }
  for (const place of after.keys()) if (place.endsWith(ORDER) && !before.has(place)) after.delete(place)
}

/** Every place at which two procedures differ, in the order of the first one, then what only the second one has. */
export function diffProcedures(before: Procedure, after: Procedure): readonly Difference[] {
  return diffData(before, after)
}

/** The same for any two values of plain data. */
export function diffData(before: unknown, after: unknown): readonly Difference[] {
  const was: Leaves = new Map()
  const is: Leaves = new Map()
  collect(before, '', was)
  collect(after, '', is)
  movedOnly(was, is)
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((place) => differenceAt(place, was, is))
}
