// Account holders by words of their name, in the offices that one works in, under or above them: whom a form may point at.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import { searchWords } from '../../domain/text.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Actor } from '../auth/actor.ts'
import type { Cursor } from '../reads/cursor.ts'
import { id } from '../schemas.ts'
import { Values } from '../scope.ts'
import { worksWithPerson } from '../territory.ts'

export const colleague = z
  .object({
    personId: id,
    name: z.string(),
    /** Offices in which he holds a role now. */
    offices: z.array(z.string()),
  })
  .meta({ id: 'Colleague' })
type Colleague = z.input<typeof colleague>

interface Row extends Colleague {
  readonly searchKey: string
}

export interface ColleagueSearch {
  readonly actor: Actor
  readonly text: string
  readonly at: Instant
  readonly cursor: Cursor | null
  readonly limit: number
}

/** Rows of one page by name, and one more where there is a next page. */
export async function listColleagues(db: Queryable, search: ColleagueSearch): Promise<Row[]> {
  const { actor, text, at, cursor, limit } = search
  const values = new Values()
  const now = values.add(at)
  const conditions = [
    worksWithPerson(actor, now, values),
    ...searchWords(text).map((word) => `p.search_key LIKE ${values.add(`%${word}%`)}`),
    ...(cursor === null
      ? []
      : [`(p.search_key, p.id) > (${values.add(cursor[0])}, ${values.add(cursor[1])})`]),
  ]
  const { rows } = await db.query<Row>(
    `SELECT p.id AS "personId", p.name, p.search_key AS "searchKey",
       ARRAY(SELECT DISTINCT o.name FROM role_holding h JOIN office o ON o.id = h.office_id WHERE h.person_id = p.id
         AND h.valid_from <= ${now} AND (h.valid_to IS NULL OR h.valid_to > ${now}) ORDER BY o.name) AS offices
     FROM person p JOIN account a ON a.person_id = p.id
     WHERE ${conditions.join(' AND ')} ORDER BY p.search_key, p.id LIMIT ${values.add(limit + 1)}`,
    values.list,
  )
  return rows
}

export const colleagueCursor = ({ searchKey, personId }: Row): Cursor => [searchKey, personId]

export const colleagueOf = ({ searchKey: _, ...item }: Row): Colleague => item
