// Finding offices: by words of the present name, with or without diacritics, or of a name that was merged into it; by
// place and kind. The better match first, then by name; pages go on behind the last row shown.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import { fold, searchWords } from '../../domain/text.ts'
import type { CivilDate } from '../../domain/time/civil.ts'
import type { OfficeKind } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import type { Cursor } from '../reads/cursor.ts'
import { civilDate, flag, id, officeKind } from '../schemas.ts'
import { Values } from '../scope.ts'
import { seesOffice } from '../territory.ts'
import { searchText } from './schemas.ts'

export const officeQuery = {
  text: searchText.optional(),
  kind: officeKind.optional(),
  /** Directly under this office. */
  parent: id.optional(),
  /** Anywhere under this province or commune. */
  under: id.optional(),
  /** Also those that no longer exist. */
  ended: flag.optional(),
} as const
type Filters = z.output<z.ZodObject<typeof officeQuery>>

/** An enterprise that is small, a school below secondary: what procedures may leave out. */
export const officeMark = z.enum(['smallEnterprise', 'preSecondary'])
export type OfficeMark = z.output<typeof officeMark>

const formerName = z.object({ name: z.string(), district: z.string().nullable(), province: z.string() })

export const officeItem = z
  .object({
    id,
    kind: officeKind,
    code: z.string().nullable(),
    name: z.string(),
    shortName: z.string(),
    communeKind: z.string().nullable(),
    hasPolice: z.boolean(),
    /** What it is besides its kind, where procedures leave such offices out. */
    marks: z.array(officeMark),
    parentId: id.nullable(),
    provinceId: id.nullable(),
    communeId: id.nullable(),
    provinceName: z.string().nullable(),
    communeName: z.string().nullable(),
    validFrom: civilDate,
    validTo: civilDate.nullable(),
    /** The office that it became part of. */
    mergedInto: id.nullable(),
    version: z.int(),
    /** Names before a merger: in a search those that matched, three at most. */
    formerly: z.array(formerName),
  })
  .meta({ id: 'Office' })
export type OfficeItem = z.input<typeof officeItem>

interface Row extends OfficeItem {
  readonly kind: OfficeKind
  readonly rank: number
  readonly searchKey: string
}

const COLUMNS = `o.id, o.kind, o.code, o.name, o.short_name AS "shortName", o.commune_kind AS "communeKind",
  o.has_police AS "hasPolice", o.marks, o.parent_id AS "parentId", o.province_id AS "provinceId", o.commune_id AS "communeId",
  p.name AS "provinceName", c.name AS "communeName", o.valid_from::text AS "validFrom", o.valid_to::text AS "validTo",
  o.merged_into AS "mergedInto",
  o.version, o.search_key AS "searchKey"`
const PLACES = 'LEFT JOIN office p ON p.id = o.province_id LEFT JOIN office c ON c.id = o.commune_id'

const formerly = (conditions: string, limit: number): string =>
  `(SELECT coalesce(json_agg(f), '[]') FROM (SELECT a.old_name AS name, a.old_district AS district, a.old_province AS province
     FROM office_alias a WHERE a.office_id = o.id AND ${conditions} ORDER BY a.id LIMIT ${limit}) f) AS formerly`

export interface OfficeSearch {
  readonly filters: Filters
  readonly actor: Actor
  readonly today: CivilDate
  readonly cursor: Cursor | null
  readonly limit: number
}

/** Rows of one page, and one more where there is a next page. */
export async function searchOffices(db: Queryable, search: OfficeSearch): Promise<Row[]> {
  const values = new Values()
  const { filters: given, actor, today, cursor, limit } = search
  const words = searchWords(given.text ?? '').map((word) => values.add(`%${word}%`))
  const all = (column: string): string =>
    words.map((word) => `${column} LIKE ${word}`).join(' AND ') || 'false'
  const equal = (column: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`${column} = ${values.add(value)}`]
  const conditions = [
    seesOffice(actor, values),
    ...equal('o.kind', given.kind),
    ...equal('o.parent_id', given.parent),
    ...(given.under === undefined ? [] : [underOffice(values.add(given.under))]),
    ...(given.ended === true ? [] : [`(o.valid_to IS NULL OR o.valid_to > ${values.add(today)}::date)`]),
    ...(cursor === null ? [] : [behind(cursor, values)]),
  ].join(' AND ')
  const text = `SELECT ${COLUMNS}, m.rank, ${formerly(all('a.search_key'), 3)}
    FROM ${words.length === 0 ? 'office o CROSS JOIN (SELECT 0 AS rank) m' : matches(fold(given.text ?? ''), all, values)} ${PLACES}
    WHERE ${conditions} ORDER BY m.rank, o.search_key, o.id LIMIT ${values.add(limit + 1)}`
  return (await db.query<Row>(text, values.list)).rows
}

const underOffice = (office: string): string => `${office} IN (o.parent_id, o.commune_id, o.province_id)`

/**
 * The whole phrase in the present name first (places before their units, whose keys hold the place's name, too), then its
 * words, then a former name; each office once.
 */
function matches(folded: string, all: (column: string) => string, values: Values): string {
  const phrase = `position(' ' || ${values.add(folded)}::text || ' ' IN ' ' || n.search_key || ' ') > 0`
  return `office o JOIN (SELECT id, min(rank) AS rank FROM (
      SELECT n.id, CASE WHEN NOT ${phrase} THEN 2 WHEN n.kind IN ('province', 'commune') THEN 0 ELSE 1 END AS rank FROM office n WHERE ${all('n.search_key')}
      UNION ALL SELECT DISTINCT a.office_id, 3 FROM office_alias a WHERE ${all('a.search_key')}
    ) found GROUP BY id) m ON m.id = o.id`
}

export function officeCursor(row: Row): Cursor {
  return [`${row.rank} ${row.searchKey}`, row.id]
}

function behind([key, officeId]: Cursor, values: Values): string {
  const [, rank, searchKey] = /^([0-3]) (.*)$/u.exec(key) ?? []
  if (rank === undefined || searchKey === undefined) throw new Problem('invalidRequest', { field: 'cursor' })
  return `(m.rank, o.search_key, o.id) > (${values.add(Number(rank))}::int, ${values.add(searchKey)}, ${values.add(officeId)})`
}

export function officeItemOf({ rank: _, searchKey: __, ...item }: Row): OfficeItem {
  return item
}

/** One office with all its former names, where the actor may see it; else null. */
export async function readOffice(db: Queryable, actor: Actor, officeId: string): Promise<OfficeItem | null> {
  const values = new Values()
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS}, 0 AS rank, ${formerly('true', 100)} FROM office o ${PLACES}
     WHERE o.id = ${values.add(officeId)} AND ${seesOffice(actor, values)}`,
    values.list,
  )
  return rows[0] === undefined ? null : officeItemOf(rows[0])
}
