// The symbol that a paper bears: the one that the register gave with its number, so that paper and register say the same;
// for a draft the one that its register would give now.
import type { GivenNumber } from '../../domain/dossier.ts'
import type { Queryable } from '../pool.ts'
import { tailOf } from '../record/numbers.ts'

/** Which line of a register. */
export type Numbered = Pick<GivenNumber, 'officeId' | 'register' | 'year' | 'number'>

/** The whole symbol of a number ("07/QĐ-UBND"); null where none was kept with it. */
export async function symbolGiven(db: Queryable, given: Numbered): Promise<string | null> {
  const { rows } = await db.query<{ symbol: string | null }>(
    'SELECT symbol FROM number_given WHERE office_id = $1 AND register = $2 AND year = $3 AND number = $4',
    [given.officeId, given.register, given.year, given.number],
  )
  return rows[0]?.symbol ?? null
}

/** What stands behind the stroke of a given number's symbol ("QĐ-UBND"); null where none was kept with it. */
export async function endingGiven(db: Queryable, given: Numbered): Promise<string | null> {
  const symbol = await symbolGiven(db, given)
  return symbol === null ? null : symbol.slice(symbol.indexOf('/') + 1)
}

/** What would stand there now; null for a paper that is in no register. */
export async function endingNow(
  db: Queryable,
  officeId: string,
  register: string | undefined,
): Promise<string | null> {
  return register === undefined ? null : tailOf(db, officeId, register)
}
