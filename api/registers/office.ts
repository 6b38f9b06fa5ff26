// Which offices' registers a person may read, which he administers; and the list of an office's registers of a year.
import type { Queryable } from '../../activities/pool.ts'
import { REGISTERS, formsOf, registerRule, symbolTail } from '../../domain/symbols.ts'
import type { Issuer, OwnShortForms } from '../../domain/symbols.ts'
import type { z } from 'zod'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import { Values, scopeOf, seesSubject } from '../scope.ts'
import { administered, within } from '../territory.ts'
import type { registerItem } from './lines.ts'

export interface RegisterOffice extends Issuer {
  readonly id: string
  readonly kind: Issuer['kind']
  readonly shortName: string
  readonly name: string
  readonly communeKind: string | null
}

const COLUMNS = `o.id, o.kind, o.short_name AS "shortName", o.name, o.commune_kind AS "communeKind"`

async function office(
  db: Queryable,
  officeId: string,
  condition: (values: Values) => string,
): Promise<RegisterOffice> {
  const values = new Values()
  const { rows } = await db.query<RegisterOffice>(
    `SELECT ${COLUMNS} FROM office o WHERE o.id = ${values.add(officeId)} AND ${condition(values)}`,
    values.list,
  )
  if (rows[0] === undefined) throw new Problem('notFound')
  return rows[0]
}

/** The office whose register the person may read: his own, and those under his commune or province. */
export function readableOffice(db: Queryable, actor: Actor, officeId: string): Promise<RegisterOffice> {
  return office(db, officeId, (values) => seesSubject(scopeOf(actor), values))
}

/** The office that the person administers. */
export function administeredOffice(db: Queryable, actor: Actor, officeId: string): Promise<RegisterOffice> {
  return office(db, officeId, (values) => within(administered(actor), values))
}

interface SeriesRow {
  readonly register: string
  readonly last: number
  readonly first: number | null
}

/** The registers of an office in a year: all that it numbers in, and those that are open to papers made outside. */
export async function registersOf(
  db: Queryable,
  of: RegisterOffice,
  year: number,
): Promise<z.input<typeof registerItem>[]> {
  const [series, forms] = await Promise.all([
    db.query<SeriesRow>(
      `SELECT c.register, c.last, s.first FROM counter c
       LEFT JOIN series_start s ON s.office_id = c.office_id AND s.register = c.register AND s.year = c.year
       WHERE c.office_id = $1 AND c.year = $2`,
      [of.id, year],
    ),
    db.query<OwnShortForms & { register: string }>(
      `SELECT register, kind_code AS "kindCode", issuer_code AS "issuerCode" FROM short_form WHERE office_id = $1`,
      [of.id],
    ),
  ])
  const police = of.kind === 'province' || of.kind === 'commune'
  const shipped = Object.keys(REGISTERS).filter(
    (register) => police || registerRule(register).issuer === 'office',
  )
  const all = forms.rows.find(({ register }) => register === '*')
  return [...new Set([...shipped, ...series.rows.map(({ register }) => register)])].map((register) => {
    const own = forms.rows.find((one) => one.register === register)
    const row = series.rows.find((one) => one.register === register)
    const tail = symbolTail(register, of, formsOf(register, own, all?.issuerCode))
    const { vi: name, open } = registerRule(register)
    return { register, name, year, tail, last: row?.last ?? 0, first: row?.first ?? null, open }
  })
}
