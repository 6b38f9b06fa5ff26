// Scores, results, the year's sums of results, and registers of numbers, as files; each row by the rules of its list route.
import type { Client } from '../../activities/pool.ts'
import { term } from '../../domain/glossary.ts'
import type { SubjectKind } from '../../domain/vocabulary.ts'
import { listResults, resultCursor } from '../admin/results.ts'
import type { ResultRequest } from '../admin/results.ts'
import type { Actor } from '../auth/actor.ts'
import { shownResult, shownResultKind } from '../imports/kinds/results.ts'
import { listScores } from '../reads/children.ts'
import { Values, scopeOf, seesDossier } from '../scope.ts'
import { worksWith } from '../territory.ts'
import { Names } from './dossiers.ts'
import { HEAP, heapsOf, wallClock } from './table.ts'
import type { Table } from './table.ts'

/** Both scores of each dossier of a campaign, side by side. */
export function scoreTable(actor: Actor, campaignId: string): Table {
  return {
    name: 'Bảng điểm',
    columns: [
      { head: 'Số TT', width: 8, type: 'whole' },
      { head: 'Đối tượng', width: 40 },
      { head: 'Loại đối tượng', width: 18 },
      { head: 'Trạng thái', width: 16 },
      { head: 'Điểm tự chấm', width: 12, type: 'decimal' },
      { head: 'Mức tự xếp', width: 16 },
      { head: 'Điểm kiểm tra', width: 12, type: 'decimal' },
      { head: 'Mức kiểm tra', width: 16 },
    ],
    rows: async function* (client) {
      let number = 0
      const heaps = heapsOf(
        (cursor, limit) => listScores(client, scopeOf(actor), campaignId, { cursor, limit }),
        ({ subject, dossierId }) => [subject.name, dossierId],
      )
      for await (const heap of heaps)
        yield heap.map(({ subject, status, self, committee }) => [
          (number += 1),
          subject.name,
          term('subjectKind', subject.kind),
          term('status', status),
          self?.score ?? null,
          self === null || self.level === null ? null : shownResult(self.level),
          committee?.score ?? null,
          committee === null || committee.level === null ? null : shownResult(committee.level),
        ])
    },
  }
}

/** Results one by one, as the list route gives them. */
export function resultTable(actor: Actor, filters: ResultRequest['filters']): Table {
  return {
    name: 'Kết quả các năm',
    columns: [
      { head: 'Số TT', width: 8, type: 'whole' },
      { head: 'Đối tượng', width: 40 },
      { head: 'Năm', width: 8 },
      { head: 'Loại kết quả', width: 30 },
      { head: 'Kết quả', width: 16 },
      { head: 'Căn cứ', width: 44 },
      { head: 'Ngày ghi', width: 18, type: 'instant' },
    ],
    rows: async function* (client) {
      let number = 0
      const heaps = heapsOf(
        (cursor, limit) => listResults(client, { actor, filters, cursor, limit }),
        resultCursor,
      )
      for await (const heap of heaps)
        yield heap.map((row) => [
          (number += 1),
          row.subjectName,
          String(row.year),
          shownResultKind(row.kind),
          shownResult(row.value),
          row.source,
          wallClock(row.recordedAt),
        ])
    },
  }
}

interface SumRow {
  readonly provinceId: string | null
  readonly communeId: string | null
  readonly kind: string
  readonly subjectKind: SubjectKind
  readonly value: string
  readonly count: number
}

/** How many reached what in a year, by territory and kind, with the sum of all in the last row. */
export function yearEndTable(actor: Actor, year: number): Table {
  return {
    name: `Kết quả năm ${year}`,
    columns: [
      { head: 'Tỉnh, thành phố', width: 24 },
      { head: 'Xã, phường, đặc khu', width: 24 },
      { head: 'Loại kết quả', width: 30 },
      { head: 'Loại đối tượng', width: 18 },
      { head: 'Kết quả', width: 16 },
      { head: 'Số lượng', width: 12, type: 'whole' },
    ],
    rows: async function* (client) {
      const names = new Names(client)
      const all = await sumResults(client, actor, year)
      for (let from = 0; from < all.length; from += HEAP) {
        const heap = all.slice(from, from + HEAP)
        await names.read(heap.flatMap(({ provinceId, communeId }) => [provinceId, communeId]))
        yield heap.map((row) => [
          names.of(row.provinceId),
          names.of(row.communeId),
          shownResultKind(row.kind),
          term('subjectKind', row.subjectKind),
          shownResult(row.value),
          row.count,
        ])
      }
      yield [['Tổng cộng', null, null, null, null, all.reduce((sum, { count }) => sum + count, 0)]]
    },
  }
}

async function sumResults(client: Client, actor: Actor, year: number): Promise<SumRow[]> {
  const values = new Values()
  const { rows } = await client.query<SumRow>(
    `SELECT o.province_id AS "provinceId", CASE WHEN o.kind = 'commune' THEN o.id ELSE o.commune_id END AS "communeId",
       r.kind, coalesce(m.kind, o.kind) AS "subjectKind", r.value, count(*)::int AS count
     FROM result_fact r LEFT JOIN matter m ON m.id = r.subject_id JOIN office o ON o.id = coalesce(m.office_id, r.subject_id)
     WHERE r.year = ${values.add(year)} AND ${worksWith(actor, values)} GROUP BY 1, 2, 3, 4, 5
     ORDER BY 1 NULLS FIRST, 2 NULLS FIRST, 3, 4, 5`,
    values.list,
  )
  return rows
}

interface NumberRow {
  readonly officeId: string
  readonly register: string
  readonly year: number
  readonly number: number
  readonly givenAt: Date
  readonly subject: string | null
}

/** The numbers that an office gave in a year, register by register, in their order. */
export function registerTable(actor: Actor, officeId: string, year: number): Table {
  return {
    name: `Sổ số năm ${year}`,
    columns: [
      { head: 'Cơ quan', width: 34 },
      { head: 'Sổ', width: 24 },
      { head: 'Năm', width: 8 },
      { head: 'Số', width: 10, type: 'whole' },
      { head: 'Ngày cấp', width: 18, type: 'instant' },
      { head: 'Hồ sơ của', width: 44 },
    ],
    rows: async function* (client) {
      const names = new Names(client)
      await names.read([officeId])
      for (let after: readonly [string, number] | null = ['', 0]; after !== null; ) {
        const heap: NumberRow[] = await readNumbers(client, actor, { officeId, year, after })
        yield heap.map((row) => [
          names.of(row.officeId),
          row.register,
          String(row.year),
          row.number,
          wallClock(row.givenAt),
          row.subject,
        ])
        const last = heap.at(-1)
        after = heap.length === HEAP && last !== undefined ? [last.register, last.number] : null
      }
    },
  }
}

async function readNumbers(
  client: Client,
  actor: Actor,
  asked: { readonly officeId: string; readonly year: number; readonly after: readonly [string, number] },
): Promise<NumberRow[]> {
  const values = new Values()
  const sees = seesDossier(scopeOf(actor), values)
  const { rows } = await client.query<NumberRow>(
    `SELECT n.office_id AS "officeId", n.register, n.year, n.number, n.given_at AS "givenAt", d.subject_name AS subject
     FROM number_given n JOIN office o ON o.id = n.office_id LEFT JOIN dossier d ON d.id = n.dossier_id AND ${sees}
     WHERE n.office_id = ${values.add(asked.officeId)} AND n.year = ${values.add(asked.year)} AND ${worksWith(actor, values)}
       AND (n.register, n.number) > (${values.add(asked.after[0])}, ${values.add(asked.after[1])}::int)
     ORDER BY n.register, n.number LIMIT ${HEAP}`,
    values.list,
  )
  return rows
}
