// The lists that a dossier's decisions counted, with the names of what stands on them.
import { z } from 'zod'
import type { Pool } from '../../activities/pool.ts'
import { readCounted } from '../../activities/record/counted.ts'
import type { CountedList } from '../../activities/record/counted.ts'
import { id, instant } from '../schemas.ts'

export const countedItem = z
  .object({
    /** The need's id; of a result of one subject its kind and year. */
    need: z.string(),
    result: z.string().nullable(),
    year: z.int(),
    at: instant,
    list: z.array(
      z.object({
        subjectId: id,
        name: z.string().nullable(),
        /** As it was counted. */
        value: z.string().nullable(),
        /** As it stands today; of what is no result what was counted. */
        now: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Counted' })

/** Every list, by need, in the order of its hash; a name is null where nothing is there any more. */
export async function countedLists(pool: Pool, dossierId: string): Promise<z.input<typeof countedItem>[]> {
  const lists = await readCounted(pool, dossierId)
  const ids = [...new Set(lists.flatMap(({ list }) => list.map(({ subjectId }) => subjectId)))]
  const { rows } = await pool.query<{ id: string; name: string }>(
    `SELECT id, name FROM office WHERE id = ANY($1) UNION ALL SELECT id, name FROM matter WHERE id = ANY($1)`,
    [ids],
  )
  const names = new Map(rows.map((row) => [row.id, row.name]))
  const standing = await standingOf(pool, ids, lists)
  return lists.map((one) => ({
    ...one,
    list: one.list.map((row) => {
      const now =
        one.result === null ? row.value : (standing.get(`${row.subjectId} ${one.result} ${one.year}`) ?? null)
      return { ...row, name: names.get(row.subjectId) ?? null, now }
    }),
  }))
}

/** The results of these subjects as they stand today, by subject, kind and year. */
async function standingOf(
  pool: Pool,
  subjects: readonly string[],
  lists: readonly CountedList[],
): Promise<Map<string, string>> {
  const kinds = [...new Set(lists.flatMap(({ result }) => result ?? []))]
  if (kinds.length === 0) return new Map()
  const { rows } = await pool.query<{ key: string; value: string }>(
    `SELECT subject_id || ' ' || kind || ' ' || year AS key, value FROM result_fact
     WHERE subject_id = ANY($1) AND kind = ANY($2) AND year = ANY($3)`,
    [subjects, kinds, [...new Set(lists.map(({ year }) => year))]],
  )
  return new Map(rows.map(({ key, value }) => [key, value]))
}
