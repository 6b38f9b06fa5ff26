// Counts children of a subject: the offices right below its own, or the matters that are its parts; and which of them have
// a result of a year, or a dossier of the year in a procedure.
import type { CountNeed, Facts } from '../../domain/command.ts'
import type { Among, Counted, Having } from '../../domain/counting.ts'
import type { Id } from '../../domain/dossier.ts'
import type { CivilDate } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'
import type { ReadOptions } from './outside.ts'

/** Whose children are counted, and on which day an office must be there to count. */
export interface Parent {
  readonly subjectId: Id
  /** The office itself, or the matter's owner. */
  readonly officeId: Id
  readonly on: CivilDate
}

/** Statuses of a dossier that is as if it had never been. */
export const GONE = "('withdrawn', 'lapsed', 'terminated')"

// $1 the parent, $2 kinds, $3 marks that don't count, $4 the day.
const BELOW = `SELECT id FROM office WHERE parent_id = $1 AND kind = ANY($2::text[]) AND NOT marks && $3::text[]
  AND merged_into IS NULL AND valid_from <= $4::date AND (valid_to IS NULL OR valid_to > $4::date)`
const PARTS = `SELECT id FROM matter WHERE parent_id = $1 AND kind = ANY($2::text[]) AND $3::text[] IS NOT NULL
  AND $4::date IS NOT NULL`

/** The children that count, as an SQL of their ids with its four parameters. */
function kidsOf(
  among: Among,
  excludes: readonly string[],
  parent: Parent,
): { text: string; values: unknown[] } {
  const below = among.in === 'below'
  return {
    text: below ? BELOW : PARTS,
    values: [below ? parent.officeId : parent.subjectId, among.kinds, excludes, parent.on],
  }
}

interface ChildRow {
  readonly id: Id
  readonly value: string | null
}

/** Every count asked for, by need. With locks the results that were found stay as they are until the transaction ends. */
export async function readCounts(
  client: Queryable,
  wanted: readonly CountNeed[],
  parent: Parent,
  options: ReadOptions,
): Promise<NonNullable<Facts['counts']>> {
  const counted = wanted.map(
    async (need) => [need.id, await countOne(client, need, parent, options)] as const,
  )
  return Object.fromEntries(await Promise.all(counted))
}

/** One count; the list is in the order of the children's ids. */
export async function countOne(
  client: Queryable,
  { among, having, year, excludes }: Omit<CountNeed, 'id'>,
  parent: Parent,
  options: ReadOptions,
): Promise<Counted> {
  const list = await readChildren(client, among, having, year, excludes, parent, options)
  const has = (value: string | null): boolean =>
    having === undefined || (value !== null && (!('result' in having) || having.accepted.includes(value)))
  return {
    total: list.length,
    having: list.filter(({ value }) => has(value)).length,
    list: list.map(({ id, value }) => ({ subjectId: id, value })),
  }
}

async function readChildren(
  client: Queryable,
  among: Among,
  having: Having | undefined,
  year: number,
  excludes: readonly string[],
  parent: Parent,
  options: ReadOptions,
): Promise<ChildRow[]> {
  const kids = kidsOf(among, excludes, parent)
  if (having === undefined) {
    const text = `SELECT id, NULL AS value FROM (${kids.text}) AS kids ORDER BY id`
    return (await client.query<ChildRow>({ name: `counts_${among.in}`, text, values: kids.values })).rows
  }
  if ('result' in having) {
    // Rows can't be locked on the side of a join that may be missing: they are locked in an expression of their own.
    const { rows } = await client.query<ChildRow>({
      name: `counts_${among.in}_result${options.lock ? '_locked' : ''}`,
      text: `WITH kids AS (${kids.text}), found AS (
          SELECT subject_id, value FROM result_fact WHERE kind = $5 AND year = $6
            AND subject_id IN (SELECT id FROM kids) ORDER BY subject_id${options.lock ? ' FOR SHARE' : ''})
        SELECT kids.id, found.value FROM kids LEFT JOIN found ON found.subject_id = kids.id ORDER BY kids.id`,
      values: [...kids.values, having.result, year],
    })
    return rows
  }
  // Not locked: a dossier that comes meanwhile could only add to the count.
  const { rows } = await client.query<ChildRow>({
    name: `counts_${among.in}_dossier`,
    text: `WITH kids AS (${kids.text})
      SELECT kids.id, (SELECT coalesce(d.outcome, d.status) FROM dossier d WHERE d.subject_id = kids.id AND d.year = $6
          AND d.procedure_id = $5 AND CASE WHEN $7::text[] IS NULL THEN d.status NOT IN ${GONE}
            ELSE d.status = 'concluded' AND d.outcome = ANY($7) END LIMIT 1) AS value
      FROM kids ORDER BY kids.id`,
    values: [...kids.values, having.procedure, year, having.outcomes ?? null],
  })
  return rows
}
