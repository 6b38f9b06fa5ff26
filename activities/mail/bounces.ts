// A bounce that comes hours later: the mail that it names is recorded as bounced, if it really went to that address; whoever
// makes up a report marks nobody. The address is marked only where the address itself is at fault, and for good.
import type { Pool } from '../pool.ts'
import type { Bounce } from './dsn.ts'
import { messageIdOf } from './message-id.ts'
import { isAddressFault } from './transport.ts'

/** Records a report; gives how many mails it concerned. The same report again changes nothing. */
export async function recordBounce(pool: Pool, bounce: Bounce, from: string): Promise<number> {
  const known = bounce.messageId ?? bounce.envelopeId
  if (known === null || bounce.failed.length === 0) return 0
  const local = known.replace(/^</u, '').replace(/@.*$/su, '')
  const { rows } = await pool.query<{ id: string; key: string; address: string }>(
    `SELECT id::text, key, address FROM mail
     WHERE status = 'sent' AND lower(address) = ANY($1) ORDER BY id DESC LIMIT 5000`,
    [bounce.failed.flatMap(({ addresses }) => addresses.map((one) => one.toLowerCase()))],
  )
  const mail = rows.find(({ key }) => messageIdOf(key, from).startsWith(`<${local}@`))
  const why = bounce.failed.find(({ addresses }) =>
    addresses.some((one) => one.toLowerCase() === mail?.address.toLowerCase()),
  )
  if (mail === undefined || why === undefined) return 0
  const answer = `${why.status} ${why.answer}`.trim()
  const { rows: marked } = await pool.query<{ n: number }>(
    `WITH marked AS (
       UPDATE mail SET status = 'bounced', bounced_at = clock_timestamp(), answer = $2 WHERE id = $1 AND status = 'sent'
       RETURNING id, person_id, address),
     noted AS (
       INSERT INTO address_bounce (person_id, address, mail_id, at, code, answer)
       SELECT person_id, address, id, clock_timestamp(), 550, $2 FROM marked WHERE $3
       ON CONFLICT (person_id) DO UPDATE SET address = excluded.address, mail_id = excluded.mail_id, at = excluded.at,
         code = excluded.code, answer = excluded.answer)
     SELECT count(*)::int AS n FROM marked`,
    [mail.id, answer, why.status.startsWith('5.') && isAddressFault(answer)],
  )
  return marked[0]?.n ?? 0
}
