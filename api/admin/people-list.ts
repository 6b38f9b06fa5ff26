// Reading people: for administrators those of their offices, for auditors everybody.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import { searchWords } from '../../domain/text.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Cursor } from '../reads/cursor.ts'
import { flag, id, instant, role } from '../schemas.ts'
import { Values } from '../scope.ts'
import { personWithin } from '../territory.ts'
import type { Territory } from '../territory.ts'
import { searchText } from './schemas.ts'

export const peopleQuery = {
  text: searchText.optional(),
  /** Holds a role in this office now. */
  office: id.optional(),
  role: role.optional(),
  disabled: flag.optional(),
} as const
type Filters = z.output<z.ZodObject<typeof peopleQuery>>

const heldRole = z.object({
  holdingId: id,
  officeId: id,
  officeName: z.string(),
  role,
  from: instant,
  to: instant.nullable(),
})

export const personItem = z
  .object({
    id,
    name: z.string(),
    login: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    disabledAt: instant.nullable(),
    mustChangePassword: z.boolean(),
    /** Whether there is one to reset. */
    secondFactor: z.boolean(),
    createdAt: instant,
    version: z.int(),
    /** Roles that hold now or later, the oldest first. */
    roles: z.array(heldRole),
  })
  .meta({ id: 'Person' })
export type PersonItem = z.input<typeof personItem>

interface Row {
  readonly id: string
  readonly name: string
  readonly search_key: string
  readonly login: string
  readonly email: string | null
  readonly phone: string | null
  readonly disabled_at: Date | null
  readonly must_change: boolean
  readonly second_factor: boolean
  readonly created_at: Date
  readonly version: number
  readonly roles: PersonItem['roles']
}

const iso = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
const HELD = (
  at: string,
): string => `(SELECT coalesce(json_agg(json_build_object('holdingId', h.id, 'officeId', h.office_id,
    'officeName', o.name, 'role', h.role, 'from', ${iso('h.valid_from')}, 'to', ${iso('h.valid_to')}) ORDER BY h.valid_from, h.id), '[]')
  FROM role_holding h JOIN office o ON o.id = h.office_id
  WHERE h.person_id = p.id AND (h.valid_to IS NULL OR h.valid_to > ${at})) AS roles`

const select = (
  at: string,
): string => `SELECT p.id, p.name, p.search_key, a.login, p.email, p.phone, a.disabled_at,
  a.must_change, EXISTS (SELECT 1 FROM second_factor f WHERE f.person_id = p.id AND f.secret IS NOT NULL) AS second_factor, p.created_at, p.version, ${HELD(at)} FROM person p JOIN account a ON a.person_id = p.id`

export interface PeopleRequest {
  readonly territory: Territory
  readonly filters: Filters
  readonly at: Instant
  readonly cursor: Cursor | null
  readonly limit: number
}

/** Rows of one page by name, and one more where there is a next page. */
export async function listPeople(db: Queryable, request: PeopleRequest): Promise<Row[]> {
  const { territory, filters: given, at, cursor, limit } = request
  const values = new Values()
  const now = values.add(at)
  const conditions = [
    personWithin(territory, values),
    ...searchWords(given.text ?? '').map((word) => `p.search_key LIKE ${values.add(`%${word}%`)}`),
    ...holds(given.office, given.role, now, values),
    ...(given.disabled === undefined ? [] : [`a.disabled_at IS ${given.disabled ? 'NOT ' : ''}NULL`]),
    ...(cursor === null
      ? []
      : [`(p.search_key, p.id) > (${values.add(cursor[0])}, ${values.add(cursor[1])})`]),
  ]
  const text = `${select(now)} WHERE ${conditions.join(' AND ')} ORDER BY p.search_key, p.id LIMIT ${values.add(limit + 1)}`
  return (await db.query<Row>(text, values.list)).rows
}

function holds(office: string | undefined, held: string | undefined, now: string, values: Values): string[] {
  if (office === undefined && held === undefined) return []
  const which = [
    ...(office === undefined ? [] : [`g.office_id = ${values.add(office)}`]),
    ...(held === undefined ? [] : [`g.role = ${values.add(held)}`]),
  ]
  return [
    `EXISTS (SELECT 1 FROM role_holding g WHERE g.person_id = p.id AND g.valid_from <= ${now}
      AND (g.valid_to IS NULL OR g.valid_to > ${now}) AND ${which.join(' AND ')})`,
  ]
}

export const personCursor = (row: Row): Cursor => [row.search_key, row.id]

export function personItemOf(row: Row): PersonItem {
  return {
    id: row.id,
    name: row.name,
    login: row.login,
    email: row.email,
    phone: row.phone,
    disabledAt: row.disabled_at?.toISOString() ?? null,
    mustChangePassword: row.must_change,
    secondFactor: row.second_factor,
    createdAt: row.created_at.toISOString(),
    version: row.version,
    roles: row.roles,
  }
}

/** One person of the territory; null where there is none. */
export async function readPerson(
  db: Queryable,
  territory: Territory,
  personId: string,
  at: Instant,
): Promise<PersonItem | null> {
  const values = new Values()
  const { rows } = await db.query<Row>(
    `${select(values.add(at))} WHERE p.id = ${values.add(personId)} AND ${personWithin(territory, values)}`,
    values.list,
  )
  return rows[0] === undefined ? null : personItemOf(rows[0])
}
