// Dossiers and how many there are, as files: the very rows that the list route gives for the same filters and reader.
import { libraryOf } from '../../activities/record/cache.ts'
import type { Client, Pool, Queryable } from '../../activities/pool.ts'
import { term } from '../../domain/glossary.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { Instant } from '../../domain/time/civil.ts'
import { dossierItemOf, listDossiers, sortKey } from '../reads/dossiers.ts'
import type { DossierItem, Sort } from '../reads/dossiers.ts'
import { filterConditions } from '../reads/filters.ts'
import type { Filters } from '../reads/filters.ts'
import { Values, listArms } from '../scope.ts'
import type { Scope } from '../scope.ts'
import type { SheetColumn, Value } from '../sheet-files/xlsx.ts'
import { HEAP, heapsOf, wallClock } from './table.ts'
import type { Table } from './table.ts'

export interface Asked {
  readonly pool: Pool
  readonly scope: Scope
  readonly filters: Filters
  readonly at: Instant
}

/** Names of offices and people, each asked for once. */
export class Names {
  private readonly known = new Map<string, string>()
  private readonly db: Queryable

  constructor(db: Queryable) {
    this.db = db
  }

  /** Reads those of a heap that aren't known yet. */
  async read(ids: readonly (string | null)[]): Promise<void> {
    const wanted = [...new Set(ids)].filter((one) => one !== null && !this.known.has(one))
    if (wanted.length === 0) return
    const { rows } = await this.db.query<{ id: string; name: string }>(
      'SELECT id, name FROM office WHERE id = ANY($1) UNION ALL SELECT id, name FROM person WHERE id = ANY($1)',
      [wanted],
    )
    for (const { id, name } of rows) this.known.set(id, name)
  }

  of(id: string | null): string | null {
    return id === null ? null : (this.known.get(id) ?? id)
  }
}

/** The Vietnamese words of procedures, each version read once. */
export class Words {
  private readonly known = new Map<string, Procedure | null>()
  private readonly pool: Pool

  constructor(pool: Pool) {
    this.pool = pool
  }

  async read(
    versions: readonly { readonly procedureId: string; readonly procedureVersion: number }[],
  ): Promise<void> {
    for (const { procedureId, procedureVersion } of versions) {
      const key = `${procedureId} ${procedureVersion}`
      if (this.known.has(key)) continue
      const published = await libraryOf(this.pool).procedure(procedureId, procedureVersion)
      this.known.set(key, published?.procedure ?? null)
    }
  }

  of(procedureId: string, version: number): Procedure | null {
    return this.known.get(`${procedureId} ${version}`) ?? null
  }
}

const DOSSIER_COLUMNS: readonly SheetColumn[] = [
  { head: 'Số TT', width: 8, type: 'whole' },
  { head: 'Đối tượng', width: 40 },
  { head: 'Loại đối tượng', width: 18 },
  { head: 'Xã, phường, đặc khu', width: 24 },
  { head: 'Tỉnh, thành phố', width: 24 },
  { head: 'Quy trình', width: 34 },
  { head: 'Năm', width: 8 },
  { head: 'Trạng thái', width: 16 },
  { head: 'Bước', width: 30 },
  { head: 'Lượt', width: 7, type: 'whole' },
  { head: 'Hạn xử lý', width: 18, type: 'instant' },
  { head: 'Quá hạn', width: 10 },
  { head: 'Kết quả', width: 20 },
  { head: 'Nơi đang giữ', width: 34 },
  { head: 'Ngày tạo', width: 18, type: 'instant' },
  { head: 'Cập nhật', width: 18, type: 'instant' },
  { head: 'Ngày kết thúc', width: 18, type: 'instant' },
]

/** The list of dossiers, in the list route's order. */
export function dossierTable({ pool, scope, filters, at }: Asked, sort: Sort): Table {
  return {
    name: 'Danh sách hồ sơ',
    columns: DOSSIER_COLUMNS,
    rows: async function* (client) {
      const [names, words] = [new Names(client), new Words(pool)]
      let number = 0
      const heaps = heapsOf(
        (cursor, limit) => listDossiers(client, { scope, filters, at, sort, cursor, limit }),
        (last) => sortKey(sort, last),
      )
      for await (const heap of heaps) {
        const items = heap.map((row) => dossierItemOf(row, at))
        await names.read(items.flatMap(idsOf))
        await words.read(items)
        yield items.map((item) => lineOf(item, (number += 1), names, words))
      }
    },
  }
}

const holderOf = ({ personId, claimedBy, officeId }: DossierItem['holders'][number]): string =>
  claimedBy ?? personId ?? officeId

function idsOf({ communeId, provinceId, holders }: DossierItem): (string | null)[] {
  return [communeId, provinceId, ...holders.map(holderOf)]
}

function lineOf(item: DossierItem, number: number, names: Names, words: Words): Value[] {
  const { procedureId, procedureVersion, subject, holders } = item
  const procedure = words.of(procedureId, procedureVersion)
  const step = procedure?.steps.find(({ id }) => id === item.step)?.vi ?? item.step
  const outcome = procedure?.outcomes.find(({ id }) => id === item.outcome)?.vi ?? item.outcome
  return [
    number,
    subject.name,
    term('subjectKind', subject.kind),
    names.of(item.communeId),
    names.of(item.provinceId),
    procedure?.vi ?? procedureId,
    String(item.year),
    term('status', item.status),
    item.closedAt === null ? step : null,
    item.round,
    wallClock(item.dueAt),
    item.overdue ? 'Quá hạn' : null,
    outcome,
    [...new Set(holders.map((one) => names.of(holderOf(one))))].join('; ') || null,
    wallClock(item.createdAt),
    wallClock(item.updatedAt),
    wallClock(item.closedAt),
  ]
}

interface CountRow {
  readonly procedureId: string
  readonly procedureVersion: number
  readonly provinceId: string | null
  readonly communeId: string | null
  readonly kind: DossierItem['subject']['kind']
  readonly status: DossierItem['status']
  readonly step: string
  readonly count: number
  readonly overdue: number
}

/** How many dossiers stand where, by territory, kind and step, with the sum of all in the last row. */
export function countTable({ pool, scope, filters, at }: Asked): Table {
  return {
    name: 'Bảng tổng hợp hồ sơ',
    columns: [
      { head: 'Quy trình', width: 34 },
      { head: 'Tỉnh, thành phố', width: 24 },
      { head: 'Xã, phường, đặc khu', width: 24 },
      { head: 'Loại đối tượng', width: 18 },
      { head: 'Trạng thái', width: 16 },
      { head: 'Bước', width: 30 },
      { head: 'Số hồ sơ', width: 12, type: 'whole' },
      { head: 'Trong đó quá hạn', width: 12, type: 'whole' },
    ],
    rows: async function* (client) {
      const [names, words] = [new Names(client), new Words(pool)]
      const all = await countAll(client, { scope, filters, at })
      await words.read(all)
      const sum = { count: 0, overdue: 0 }
      for (let from = 0; from < all.length; from += HEAP) {
        const heap = all.slice(from, from + HEAP)
        await names.read(heap.flatMap(({ provinceId, communeId }) => [provinceId, communeId]))
        for (const { count, overdue } of heap) {
          sum.count += count
          sum.overdue += overdue
        }
        yield heap.map((row) => countLine(row, names, words))
      }
      yield [['Tổng cộng', null, null, null, null, null, sum.count, sum.overdue]]
    },
  }
}

function countLine(row: CountRow, names: Names, words: Words): Value[] {
  const procedure = words.of(row.procedureId, row.procedureVersion)
  return [
    procedure?.vi ?? row.procedureId,
    names.of(row.provinceId),
    names.of(row.communeId),
    term('subjectKind', row.kind),
    term('status', row.status),
    procedure?.steps.find(({ id }) => id === row.step)?.vi ?? row.step,
    row.count,
    row.overdue,
  ]
}

async function countAll(client: Client, { scope, filters, at }: Omit<Asked, 'pool'>): Promise<CountRow[]> {
  const values = new Values()
  const filtered = filterConditions(filters, scope, at, values)
  const now = values.add(at)
  const parts = listArms(scope, values).map(
    (
      arm,
    ) => `SELECT d.procedure_id, d.procedure_version, d.province_id, d.commune_id, d.subject_kind, d.status, d.step,
        count(*) AS count, count(*) FILTER (WHERE d.closed_at IS NULL AND d.due_at < ${now}) AS overdue
      FROM dossier d WHERE ${[arm, ...filtered].join(' AND ')} GROUP BY 1, 2, 3, 4, 5, 6, 7`,
  )
  const { rows } = await client.query<CountRow>(
    `SELECT procedure_id AS "procedureId", max(procedure_version)::int AS "procedureVersion", province_id AS "provinceId",
       commune_id AS "communeId", subject_kind AS kind, status, step, sum(count)::int AS count, sum(overdue)::int AS overdue
     FROM (${parts.join(' UNION ALL ')}) c GROUP BY procedure_id, province_id, commune_id, subject_kind, status, step
     ORDER BY procedure_id, province_id NULLS FIRST, commune_id NULLS FIRST, subject_kind, status, step`,
    values.list,
  )
  return rows
}
