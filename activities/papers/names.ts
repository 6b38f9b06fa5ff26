// Names of offices and persons as papers print them, by id; and the dossier that a paper is about with all that names it.
import type { DossierState, Id } from '../../domain/dossier.ts'
import type { NamedOffice, OwnPost } from '../../domain/paper-words.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Role } from '../../domain/vocabulary.ts'
import type { Queryable } from '../pool.ts'
import { libraryOf } from '../record/cache.ts'

export interface OfficeOf extends NamedOffice {
  readonly id: Id
  readonly communeId: Id | null
  readonly provinceId: Id | null
}

/** Offices by id; an office that is not there is a bug. */
export class Offices {
  private readonly byId: ReadonlyMap<Id, OfficeOf>

  constructor(rows: readonly OfficeOf[]) {
    this.byId = new Map(rows.map((row) => [row.id, row]))
  }

  get(id: Id | null | undefined): OfficeOf | null {
    return (id === null || id === undefined ? undefined : this.byId.get(id)) ?? null
  }

  must(id: Id): OfficeOf {
    const found = this.get(id)
    if (found === null) throw new Error(`office ${id}: not there`)
    return found
  }
}

/** Reads offices with the communes and provinces that they lie in. */
export async function readOffices(db: Queryable, ids: readonly (Id | null | undefined)[]): Promise<Offices> {
  const wanted = [...new Set(ids.filter((id) => typeof id === 'string'))]
  const { rows } = await db.query<OfficeOf>({
    name: 'paper_offices',
    text: `WITH named AS (SELECT * FROM office WHERE id = ANY($1::text[]))
      SELECT id, kind, name, short_name AS "shortName", commune_kind AS "communeKind", commune_id AS "communeId",
        province_id AS "provinceId" FROM office
      WHERE id IN (SELECT id FROM named UNION SELECT commune_id FROM named UNION SELECT province_id FROM named)`,
    values: [wanted],
  })
  return new Offices(rows)
}

/** Names of persons by id. */
export async function readPersons(
  db: Queryable,
  ids: readonly (Id | null)[],
): Promise<ReadonlyMap<Id, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))]
  const { rows } = await db.query<{ id: Id; name: string }>({
    name: 'paper_persons',
    text: 'SELECT id, name FROM person WHERE id = ANY($1::text[])',
    values: [wanted],
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Whoever holds one of the roles in an office at an instant, by role and name. */
export async function readHolders(
  db: Queryable,
  officeId: Id,
  roles: readonly Role[],
  at: Instant,
): Promise<{ readonly id: Id; readonly name: string; readonly role: Role }[]> {
  const { rows } = await db.query<{ id: Id; name: string; role: Role }>({
    name: 'paper_holders',
    text: `SELECT p.id, p.name, h.role FROM role_holding h JOIN person p ON p.id = h.person_id
      WHERE h.office_id = $1 AND h.role = ANY($2::text[]) AND h.valid_from <= $3 AND (h.valid_to IS NULL OR h.valid_to > $3)
      ORDER BY array_position($2::text[], h.role), p.name, p.id LIMIT 200`,
    values: [officeId, roles, at],
  })
  return rows
}

/** Roles that say nothing of whom somebody signs as. */
const NO_POSTS: readonly Role[] = ['administrator', 'auditor']

/** The post that a person himself held at an instant, in the given office before others; null where he held none. */
export async function readPost(
  db: Queryable,
  personId: Id | null,
  officeId: Id,
  at: Instant,
): Promise<OwnPost | null> {
  const { rows } = await db.query<NamedOffice & { role: Role }>({
    name: 'paper_post',
    text: `SELECT h.role, o.kind, o.name, o.short_name AS "shortName", o.commune_kind AS "communeKind"
      FROM role_holding h JOIN office o ON o.id = h.office_id
      WHERE h.person_id = $1 AND h.role <> ALL ($4::text[]) AND h.valid_from <= $3 AND (h.valid_to IS NULL OR h.valid_to > $3)
      ORDER BY (h.office_id = $2) DESC, h.valid_from, h.role, h.office_id LIMIT 1`,
    values: [personId, officeId, at, NO_POSTS],
  })
  const [row] = rows
  return row === undefined ? null : { role: row.role, office: row }
}

export interface DossierOf {
  readonly state: DossierState
  readonly subjectName: string
  readonly dueAt: Instant | null
  readonly procedure: Procedure
  /** Office that the dossier is about, or that owns its matter. */
  readonly owner: OfficeOf
  readonly offices: Offices
}

/** The dossier with its procedure and the offices around it; null where there is none. */
export async function readDossier(db: Queryable, pool: Queryable, dossierId: Id): Promise<DossierOf | null> {
  const { rows } = await db.query<{
    state: DossierState
    subject_name: string
    due_at: Date | null
    owner: Id
  }>({
    name: 'paper_dossier',
    text: `SELECT d.state, d.subject_name, d.due_at, coalesce(s.office_id, d.subject_id) AS owner
      FROM dossier d LEFT JOIN matter s ON s.id = d.subject_id WHERE d.id = $1`,
    values: [dossierId],
  })
  const row = rows[0]
  if (row === undefined) return null
  const { state } = row
  const published = await libraryOf(pool).procedure(state.procedure.id, state.procedure.version)
  if (published === null)
    throw new Error(`procedure ${state.procedure.id} ${state.procedure.version}: not published`)
  const offices = await readOffices(db, [
    row.owner,
    ...Object.values(state.offices),
    ...state.copies.map(({ officeId }) => officeId),
  ])
  return {
    state,
    subjectName: row.subject_name,
    dueAt: row.due_at?.toISOString() ?? null,
    procedure: published.procedure,
    owner: offices.must(row.owner),
    offices,
  }
}
