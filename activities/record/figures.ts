// The figures of a procedure: whole numbers counted over the offices and matters around a dossier's subject. A form is
// prefilled from them, and comparisons count them; then nobody else may count the same office's figures meanwhile.
import type { Facts } from '../../domain/command.ts'
import type { Figure } from '../../domain/counting.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { OfficeKind } from '../../domain/vocabulary.ts'
import type { Queryable } from '../pool.ts'
import { GONE, countOne } from './counts.ts'
import type { Parent } from './counts.ts'

/** For which subject the figures are counted, and of which year. */
export interface Counting extends Parent {
  readonly officeKind: OfficeKind
  readonly year: number
}

/** The figures of these keys; `lock` keeps everybody else from counting this office's until the transaction ends. */
export async function readFigures(
  client: Queryable,
  procedure: Procedure,
  keys: readonly string[],
  counting: Counting,
  lock: boolean,
): Promise<NonNullable<Facts['figures']>> {
  const defined = keys.flatMap((key) => {
    const found = procedure.figures?.[key]
    return found === undefined ? [] : [{ key, figure: found.figure }]
  })
  // Sent first, on the same connection: each statement behind it sees what the one who held the lock committed.
  const held = lock && defined.length > 0 ? [lockFigures(client, counting.officeId)] : []
  const read = defined.map(
    async ({ key, figure }) => [key, await readFigure(client, procedure, figure, counting)] as const,
  )
  const [figures] = await Promise.all([Promise.all(read), ...held])
  return Object.fromEntries(figures)
}

function lockFigures(client: Queryable, officeId: string): Promise<unknown> {
  return client.query({
    name: 'figures_lock',
    text: "SELECT pg_advisory_xact_lock(hashtextextended('figures/' || $1::text, 0))",
    values: [officeId],
  })
}

/** One figure, as a whole number; null where it is too large to be one exactly. */
export async function readFigure(
  client: Queryable,
  { excludes }: Pick<Procedure, 'excludes'>,
  figure: Figure,
  counting: Counting,
): Promise<number | null> {
  switch (figure.of) {
    case 'children': {
      const { among, having } = figure
      const of = having !== undefined && 'result' in having ? having.yearOffset : 0
      const asked = { among, year: counting.year + of, excludes: excludes ?? [] }
      const children = having === undefined ? asked : { ...asked, having }
      return (await countOne(client, children, counting, { lock: false })).having
    }
    case 'register':
      return countRegister(client, figure, counting)
    case 'dossiers':
      return countDossiers(client, figure, counting)
    case 'sum':
      return sumField(client, figure, counting)
  }
}

type Of<K extends Figure['of']> = Extract<Figure, { of: K }>
type Where = 'below' | 'own' | 'parts' | 'territory'

/** A condition on a table with columns of offices, and its one parameter, to stand at `$1`. */
interface Place {
  readonly key: string
  readonly sql: string
  readonly value: string
}

function territoryOf(kind: OfficeKind, unit: 'unit_id' | 'office_id'): string {
  if (kind === 'ministry') return '$1::text IS NOT NULL'
  if (kind === 'province') return 'x.province_id = $1'
  if (kind === 'commune') return 'x.commune_id = $1'
  return `x.${unit} = $1`
}

function placeOf(where: Where, { officeId, officeKind, subjectId }: Counting): Place {
  switch (where) {
    case 'own':
      return { key: where, sql: 'x.unit_id = $1', value: officeId }
    case 'below':
      return { key: where, sql: 'x.unit_id IN (SELECT id FROM office WHERE parent_id = $1)', value: officeId }
    case 'parts':
      return {
        key: where,
        sql: 'x.subject_id IN (SELECT id FROM matter WHERE parent_id = $1)',
        value: subjectId,
      }
    case 'territory':
      return { key: `territory_${officeKind}`, sql: territoryOf(officeKind, 'unit_id'), value: officeId }
  }
}

function countRegister(
  client: Queryable,
  figure: Of<'register'>,
  counting: Counting,
): Promise<number | null> {
  const { kind, types, status } = figure
  const { officeId, officeKind, year } = counting
  const column = status === 'begun' ? 'begun_on' : 'ended_on'
  const standing =
    status === 'active'
      ? `x.status = 'active' AND $4::int IS NOT NULL`
      : `x.${column} >= make_date($4::int, 1, 1) AND x.${column} < make_date($4::int + 1, 1, 1)`
  return oneNumber(client, {
    name: `figure_register_${status}_${officeKind}`,
    text: `SELECT count(*) AS n FROM matter x WHERE ${territoryOf(officeKind, 'office_id')} AND x.kind = $2
      AND ($3::text[] IS NULL OR x.type = ANY($3)) AND ${standing}`,
    values: [officeId, kind, types ?? null, year],
  })
}

// $4 the outcomes; a dossier counts as ended so, or where none are named as one that is there at all.
const COUNTED = `CASE WHEN $4::text[] IS NULL THEN x.status NOT IN ${GONE}
  ELSE x.status = 'concluded' AND x.outcome = ANY($4) END`

function countDossiers(
  client: Queryable,
  figure: Of<'dossiers'>,
  counting: Counting,
): Promise<number | null> {
  const place = placeOf(figure.in, counting)
  return oneNumber(client, {
    name: `figure_dossiers_${place.key}`,
    text: `SELECT count(*) AS n FROM dossier x WHERE ${place.sql} AND x.procedure_id = ANY($2::text[]) AND x.year = $3
      AND ${COUNTED}`,
    values: [place.value, figure.procedures, counting.year, figure.outcomes ?? null],
  })
}

const DENIED = `EXISTS (SELECT 1 FROM procedure_version v, jsonb_array_elements(v.definition->'outcomes') AS o (one)
    WHERE v.id = x.procedure_id AND v.version = x.procedure_version AND one->>'id' = x.outcome AND one->>'nature' = 'denied')`

// $4 the outcomes, $6 the step. A step named without outcomes counts as soon as it is passed, the dossier still going on,
// unless that was refused in the end.
const SUMMED = `CASE WHEN $4::text[] IS NULL AND $6::text IS NOT NULL
    THEN x.status NOT IN ${GONE} AND x.status <> 'revoked' AND NOT ${DENIED}
  ELSE x.status = 'concluded' AND ($4::text[] IS NULL OR x.outcome = ANY($4)) END`

// Asked for and not decided yet; $7 the subject that it is counted for, whose own request isn't one beside it.
const WAITING = 'x.closed_at IS NULL AND x.subject_id <> $7'

/**
 * The sum of a field over what was concluded, or has passed the step, or waits; what is blank, or no number, adds nothing.
 */
function sumField(client: Queryable, figure: Of<'sum'>, counting: Counting): Promise<number | null> {
  const place = placeOf(figure.in, counting)
  const waiting = figure.waiting === true
  return oneNumber(client, {
    name: `figure_sum_${waiting ? 'waiting_' : ''}${place.key}`,
    text: `SELECT coalesce(sum((b.body->'fields'->>$5)::numeric), 0) AS n FROM dossier x
      JOIN content b ON b.dossier_id = x.id
        AND b.hash = CASE WHEN $6::text IS NULL THEN x.content_hash ELSE x.state->'contents'->>$6 END
      WHERE ${place.sql} AND x.procedure_id = ANY($2::text[]) AND x.year = $3
        AND ${waiting ? `${WAITING} AND $4::text[] IS NULL` : SUMMED} AND jsonb_typeof(b.body->'fields'->$5) = 'number'`,
    values: [
      place.value,
      figure.procedures,
      counting.year,
      figure.outcomes ?? null,
      figure.field,
      figure.step ?? null,
      ...(waiting ? [counting.subjectId] : []),
    ],
  })
}

async function oneNumber(
  client: Queryable,
  query: { readonly name: string; readonly text: string; readonly values: unknown[] },
): Promise<number | null> {
  const { rows } = await client.query<{ n: string }>(query)
  const n = Number(rows[0]?.n)
  if (!Number.isInteger(n)) throw new Error(`${query.name}: ${String(rows[0]?.n)} is no whole number`)
  return Number.isSafeInteger(n) ? n : null
}
