// Reading roles as they were granted: by office, person and role, in the offices that the reader oversees.
import { z } from 'zod'
import type { Client, Queryable } from '../../activities/pool.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { Cursor } from '../reads/cursor.ts'
import { flag, id, instant, role } from '../schemas.ts'
import { Values } from '../scope.ts'
import { within } from '../territory.ts'
import type { Territory } from '../territory.ts'
import type { HoldingRow } from './roles.ts'

export const roleQuery = {
  office: id.optional(),
  person: id.optional(),
  role: role.optional(),
  /** Only those that hold now, or only those that don't. */
  current: flag.optional(),
} as const
type Filters = z.output<z.ZodObject<typeof roleQuery>>

export const holdingItem = z
  .object({
    id,
    personId: id,
    personName: z.string(),
    officeId: id,
    officeName: z.string(),
    role,
    from: instant,
    to: instant.nullable(),
    grantedBy: id,
    endedBy: id.nullable(),
    version: z.int(),
  })
  .meta({ id: 'Holding' })
export type HoldingItem = z.input<typeof holdingItem>

interface Row {
  readonly id: string
  readonly person_id: string
  readonly person_name: string
  readonly office_id: string
  readonly office_name: string
  readonly role: Role
  readonly valid_from: Date
  readonly valid_to: Date | null
  readonly granted_by: string
  readonly ended_by: string | null
  readonly version: number
}

const SELECT = `SELECT h.id, h.person_id, p.name AS person_name, h.office_id, o.name AS office_name, h.role, h.valid_from,
  h.valid_to, h.granted_by, h.ended_by, h.version
  FROM role_holding h JOIN office o ON o.id = h.office_id JOIN person p ON p.id = h.person_id`

export interface HoldingRequest {
  readonly territory: Territory
  readonly filters: Filters
  readonly at: Instant
  readonly cursor: Cursor | null
  readonly limit: number
}

/** Rows of one page, and one more where there is a next page. */
export async function listHoldings(db: Queryable, request: HoldingRequest): Promise<Row[]> {
  const { territory, filters: given, at, cursor, limit } = request
  const values = new Values()
  const equal = (column: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`h.${column} = ${values.add(value)}`]
  const holds = (now: string): string =>
    `h.valid_from <= ${now} AND (h.valid_to IS NULL OR h.valid_to > ${now})`
  const conditions = [
    within(territory, values),
    ...equal('office_id', given.office),
    ...equal('person_id', given.person),
    ...equal('role', given.role),
    ...(given.current === undefined
      ? []
      : [`(${holds(values.add(at))}) IS ${given.current ? '' : 'NOT '}TRUE`]),
    ...(cursor === null
      ? []
      : [`(h.valid_from, h.id) < (${values.add(cursor[0])}::timestamptz, ${values.add(cursor[1])})`]),
  ]
  const text = `${SELECT} WHERE ${conditions.join(' AND ')} ORDER BY h.valid_from DESC, h.id DESC LIMIT ${values.add(limit + 1)}`
  return (await db.query<Row>(text, values.list)).rows
}

export const holdingCursor = (row: Row): Cursor => [row.valid_from.toISOString(), row.id]

export function holdingItemOf(row: Row): HoldingItem {
  return {
    id: row.id,
    personId: row.person_id,
    personName: row.person_name,
    officeId: row.office_id,
    officeName: row.office_name,
    role: row.role,
    from: row.valid_from.toISOString(),
    to: row.valid_to?.toISOString() ?? null,
    grantedBy: row.granted_by,
    endedBy: row.ended_by,
    version: row.version,
  }
}

/** One holding that is there. */
export async function readHolding(db: Queryable, holdingId: string): Promise<HoldingItem> {
  const { rows } = await db.query<Row>(`${SELECT} WHERE h.id = $1`, [holdingId])
  if (rows[0] === undefined) throw new Error(`holding ${holdingId}: not there`)
  return holdingItemOf(rows[0])
}

/** A holding of the territory, locked; commits that count it go first, later ones see the change. Null: none. */
export async function holdingToEnd(
  client: Client,
  territory: Territory,
  holdingId: string,
): Promise<HoldingRow | null> {
  const values = new Values()
  const { rows } = await client.query<HoldingRow>(
    `SELECT h.id, h.person_id, h.office_id, o.kind AS office_kind, h.role, h.valid_from, h.valid_to
     FROM role_holding h JOIN office o ON o.id = h.office_id
     WHERE h.id = ${values.add(holdingId)} AND ${within(territory, values)} FOR UPDATE OF h`,
    values.list,
  )
  return rows[0] ?? null
}
