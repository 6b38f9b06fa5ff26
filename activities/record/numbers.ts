// Numbers of registers: the next one, given in the transaction of the act, without gaps per office, register and year,
// and with it the line of the register of papers sent out. The counter's row stays locked until that transaction ends, so
// this is the last lock that anyone takes.
import type { GivenNumber } from '../../domain/dossier.ts'
import { formsOf, symbolTail } from '../../domain/symbols.ts'
import type { Issuer, OwnShortForms } from '../../domain/symbols.ts'
import { fold } from '../../domain/text.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { SigningForm } from '../../domain/vocabulary.ts'
import type { Queryable } from '../pool.ts'

export interface WantedNumber {
  readonly register: string
  readonly officeId: string
  readonly year: number
  readonly step: string
}

/** For whom a number is given: a dossier's act, a batch's decision, or neither for a paper made outside. */
export interface NumberOwner {
  readonly dossierId: string | null
  readonly batchId: string | null
}

/** What the register shows beside the number. */
export interface RegisterLine {
  /** Trích yếu. */
  readonly excerpt: string
  readonly recipients: string | null
  readonly signedBy: string | null
  readonly form: SigningForm | null
}

const GIVE_SQL = `
WITH next AS (
  INSERT INTO counter AS c (office_id, register, year, last) VALUES ($1, $2, $3, 1)
  ON CONFLICT (office_id, register, year) DO UPDATE SET last = c.last + 1 RETURNING last
)
INSERT INTO number_given (office_id, register, year, number, dossier_id, batch_id, step, given_at, symbol, excerpt, recipients,
  signed_by, signing_form, search_key)
SELECT $1, $2, $3, next.last, $4, $5, $6, $7, lpad(next.last::text, greatest(2, length(next.last::text)), '0') || '/' || $8,
  $9, $10, $11, $12, $13 FROM next RETURNING number`

const TAILS_SQL = `
SELECT w.office_id AS "officeId", w.register, o.kind, o.short_name AS "shortName", o.name, o.commune_kind AS "communeKind",
  s.kind_code AS "kindCode", s.issuer_code AS "issuerCode", a.issuer_code AS common
FROM unnest($1::text[], $2::text[]) AS w (office_id, register) JOIN office o ON o.id = w.office_id
LEFT JOIN short_form s ON s.office_id = w.office_id AND s.register = w.register
LEFT JOIN short_form a ON a.office_id = w.office_id AND a.register = '*'`

type TailRow = Issuer &
  OwnShortForms & { readonly officeId: string; readonly register: string; readonly common: string | null }

/** What stands behind the stroke of each wanted number's symbol, by office and register. */
async function tailsOf(client: Queryable, wanted: readonly WantedNumber[]): Promise<Map<string, string>> {
  const { rows } = await client.query<TailRow>({
    name: 'record_number_tails',
    text: TAILS_SQL,
    values: [wanted.map(({ officeId }) => officeId), wanted.map(({ register }) => register)],
  })
  return new Map(
    rows.map((row) => [
      `${row.officeId}\u0000${row.register}`,
      symbolTail(row.register, row, formsOf(row.register, row, row.common)),
    ]),
  )
}

/** The symbol's ending for an office and register as it would be given now; null for an office that isn't there. */
export async function tailOf(client: Queryable, officeId: string, register: string): Promise<string | null> {
  const tails = await tailsOf(client, [{ officeId, register, year: 0, step: '' }])
  return tails.get(`${officeId}\u0000${register}`) ?? null
}

/** The next number of each wanted register, in the order asked; counters are locked in the order of their keys. */
export async function giveNumbers(
  client: Queryable,
  wanted: readonly WantedNumber[],
  owner: NumberOwner,
  at: Instant,
  lineOf: (wanted: WantedNumber) => RegisterLine | null = () => null,
): Promise<GivenNumber[]> {
  if (wanted.length === 0) return []
  const tails = await tailsOf(client, wanted)
  const inKeyOrder = wanted
    .map((want, index) => ({ want, index, key: [want.officeId, want.register, want.year].join('\u0000') }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index))
  const given = await Promise.all(
    inKeyOrder.map(async ({ want, index }) => {
      const { officeId, register, year, step } = want
      const line = lineOf(want)
      const tail = tails.get(`${officeId}\u0000${register}`) ?? null
      const { rows } = await client.query<{ number: number }>({
        name: 'record_number',
        text: GIVE_SQL,
        values: [
          officeId,
          register,
          year,
          owner.dossierId,
          owner.batchId,
          step,
          at,
          tail,
          line?.excerpt ?? null,
          line?.recipients ?? null,
          line?.signedBy ?? null,
          line?.form ?? null,
          fold([line?.excerpt, line?.recipients, tail].filter((part) => part != null).join(' ')),
        ],
      })
      const number = rows[0]?.number
      if (number === undefined) throw new Error(`register ${register} of ${officeId}: no number came back`)
      return { index, number: { register, officeId, year, number, step, at } }
    }),
  )
  return given.sort((a, b) => a.index - b.index).map(({ number }) => number)
}
