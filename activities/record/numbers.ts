// Numbers of registers: the next one, given in the transaction of the act, without gaps per office, register and year.
// The counter's row stays locked until that transaction ends, so this is the last lock that anyone takes.
import type { GivenNumber } from '../../domain/dossier.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'

export interface WantedNumber {
  readonly register: string
  readonly officeId: string
  readonly year: number
  readonly step: string
}

/** For whom a number is given: a dossier's act, or a batch's decision. */
export interface NumberOwner {
  readonly dossierId: string | null
  readonly batchId: string | null
}

const GIVE_SQL = `
WITH next AS (
  INSERT INTO counter AS c (office_id, register, year, last) VALUES ($1, $2, $3, 1)
  ON CONFLICT (office_id, register, year) DO UPDATE SET last = c.last + 1 RETURNING last
)
INSERT INTO number_given (office_id, register, year, number, dossier_id, batch_id, step, given_at)
SELECT $1, $2, $3, next.last, $4, $5, $6, $7 FROM next RETURNING number`

/** The next number of each wanted register, in the order asked; counters are locked in the order of their keys. */
export async function giveNumbers(
  client: Queryable,
  wanted: readonly WantedNumber[],
  owner: NumberOwner,
  at: Instant,
): Promise<GivenNumber[]> {
  const inKeyOrder = wanted
    .map((want, index) => ({ want, index, key: [want.officeId, want.register, want.year].join('\u0000') }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index))
  const given = await Promise.all(
    inKeyOrder.map(async ({ want, index }) => {
      const { officeId, register, year, step } = want
      const { rows } = await client.query<{ number: number }>({
        name: 'record_number',
        text: GIVE_SQL,
        values: [officeId, register, year, owner.dossierId, owner.batchId, step, at],
      })
      const number = rows[0]?.number
      if (number === undefined) throw new Error(`register ${register} of ${officeId}: no number came back`)
      return { index, number: { register, officeId, year, number, step, at } }
    }),
  )
  return given.sort((a, b) => a.index - b.index).map(({ number }) => number)
}
