// The registers of matters as a file: the very rows that the list route gives for the same filters and reader, in its order.
import type { Client } from '../../activities/pool.ts'
import { term } from '../../domain/glossary.ts'
import type { MatterStatus } from '../../domain/vocabulary.ts'
import { listMatters, matterCursor } from '../reads/matters.ts'
import type { MatterFilters, MatterItem } from '../reads/matters.ts'
import type { Scope } from '../scope.ts'
import type { Value } from '../sheet-files/xlsx.ts'
import { heapsOf, wallClock } from './table.ts'
import type { Table } from './table.ts'

const STANDING = {
  draft: 'Đang soạn',
  active: 'Đang thực hiện',
  ended: 'Đã kết thúc',
} as const satisfies Record<MatterStatus, string>

/** Words for types of matters, by kind and type; where procedures name one twice, the newest version's word. */
async function typeWords(client: Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ kind: string; type: string; vi: string }>(
    `SELECT kind, t.key AS type, t.value AS vi
     FROM procedure_version p, jsonb_array_elements_text(p.definition->'subjects') AS kind,
       jsonb_each_text(coalesce(p.definition->'types', '{}')) AS t
     ORDER BY p.published_at, p.version`,
  )
  return new Map(rows.map(({ kind, type, vi }) => [`${kind}/${type}`, vi]))
}

function lineOf(item: MatterItem, number: number, types: ReadonlyMap<string, string>): Value[] {
  const { kind, type, code, name, officeName, personName, status, begunOn, endedOn, createdAt } = item
  return [
    number,
    code,
    name,
    term('subjectKind', kind),
    type === null ? null : (types.get(`${kind}/${type}`) ?? type),
    officeName,
    personName,
    STANDING[status],
    begunOn === null ? null : new Date(`${begunOn}T00:00:00Z`),
    endedOn === null ? null : new Date(`${endedOn}T00:00:00Z`),
    wallClock(createdAt),
  ]
}

/** Matters of the registers, the last entered first. */
export function matterTable(scope: Scope, filters: MatterFilters): Table {
  return {
    name: 'Sổ theo dõi',
    columns: [
      { head: 'Số TT', width: 8, type: 'whole' },
      { head: 'Số, ký hiệu', width: 16 },
      { head: 'Tên', width: 60 },
      { head: 'Loại', width: 22 },
      { head: 'Phân loại', width: 26 },
      { head: 'Cơ quan chủ trì', width: 34 },
      { head: 'Người phụ trách', width: 24 },
      { head: 'Tình trạng', width: 18 },
      { head: 'Từ ngày', width: 14, type: 'date' },
      { head: 'Đến ngày', width: 14, type: 'date' },
      { head: 'Ghi vào sổ lúc', width: 18, type: 'instant' },
    ],
    rows: async function* (client) {
      const types = await typeWords(client)
      let number = 0
      const heaps = heapsOf(
        (cursor, limit) => listMatters(client, { scope, filters, cursor, limit }),
        matterCursor,
      )
      for await (const heap of heaps) yield heap.map((item) => lineOf(item, (number += 1), types))
    },
  }
}
