// What differs between two contents of a step: field by field, row by row, file by file, each as it was and as it is.
import type { Procedure, RowsNeed } from '../../../domain/procedure.ts'
import { diffRows, rowsOf } from '../../../domain/rows.ts'
import type { Schemas } from '../../client/api.ts'
import { shownValue } from './NeedFields.tsx'
import { shownRow } from './rows.ts'

/** What differs: its name, what it was, what it is now. */
export type Difference = readonly [label: string, was: string, is: string]

/** Fields and documents that differ between two contents. */
export function contentRows(
  procedure: Procedure,
  before: Schemas['ActionBody'] | null,
  now: Schemas['ActionBody'] | null,
): Difference[] {
  // Steps of different ways ask for the same thing under the same name: it is compared once.
  const needs = new Map(
    procedure.steps.flatMap((step) =>
      step.needs.flatMap((need) => ('id' in need ? [[need.id, need] as const] : [])),
    ),
  )
  return [...needs.values()].flatMap((need): Difference[] => {
    if (need.kind === 'field') {
      const was = shownValue(need, before?.fields?.[need.id])
      const is = shownValue(need, now?.fields?.[need.id])
      return was === is ? [] : [[need.vi, was, is]]
    }
    if (need.kind === 'rows') return tableRows(need, before, now)
    if (need.kind === 'document') {
      const [was, is] = [filesOf(before, need.id), filesOf(now, need.id)]
      if (was.hashes === is.hashes) return []
      return [[need.vi, was.names, was.names === is.names ? `${is.names} (tệp khác, cùng tên)` : is.names]]
    }
    return []
  })
}

/** A table row by row: of one that was changed only the cells that differ. */
function tableRows(
  need: RowsNeed,
  before: Schemas['ActionBody'] | null,
  now: Schemas['ActionBody'] | null,
): Difference[] {
  const changes = diffRows(need, rowsOf(before, need.id), rowsOf(now, need.id))
  return changes.map(({ kind, no, was, is }) => [
    `${need.vi}, ${{ added: 'thêm dòng', removed: 'bỏ dòng cũ', changed: 'dòng' }[kind]} ${no}`,
    shownRow(need, was, is),
    shownRow(need, is, was),
  ])
}

function filesOf(body: Schemas['ActionBody'] | null, kind: string): { names: string; hashes: string } {
  const files = (body?.documents ?? []).filter((document) => document.kind === kind)
  const names = files.map(({ name }) => name).join(', ')
  return { names: names === '' ? '–' : names, hashes: files.map(({ sha256 }) => sha256).join(' ') }
}
