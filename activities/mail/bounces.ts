// A bounce that comes hours later: the mail that it names is recorded as bounced, and its address marked, if the mail really
// went to that address; whoever makes up a report marks nobody.
import type { Pool } from '../pool.ts'
import { messageIdOf } from './transport.ts'
import type { Bounce } from './dsn.ts'

/** Records a report; gives how many mails it concerned. The same report again changes nothing. */
export async function recordBounce(pool: Pool, bounce: Bounce, from: string): Promise<number> {
  const known = bounce.messageId ?? bounce.envelopeId
  if (known === null || bounce.failed.length === 0) return 0
  const local = known.replace(/^</u, '').replace(/@.*$/su, '')
  const { rows } = await pool.query<{ id: string; key: string; person_id: string; address: string }>(
    `SELECT id::text, key, person_id, address FROM mail
     WHERE status = 'sent' AND lower(address) = ANY($1) ORDER BY id DESC LIMIT 5000`,
    [bounce.failed.map(({ address }) => address.toLowerCase())],
  )
  const mail = rows.find(({ key }) => messageIdOf(key, from).startsWith(`<${local}@`))
  if (mail === undefined) return 0
  const why = bounce.failed.find(({ address }) => address.toLowerCase() === mail.address.toLowerCase())
  const answer = why === undefined ? '' : `${why.status} ${why.answer}`.trim()
  const { rowCount } = await pool.query(
    `WITH marked AS (
       UPDATE mail SET status = 'bounced', bounced_at = clock_timestamp(), answer = $2 WHERE id = $1 AND status = 'sent'
       RETURNING id, person_id, address, code)
     INSERT INTO address_bounce (person_id, address, mail_id, at, code, answer)
     SELECT person_id, address, id, clock_timestamp(), 550, $2 FROM marked
     ON CONFLICT (person_id) DO UPDATE SET address = excluded.address, mail_id = excluded.mail_id, at = excluded.at,
       code = excluded.code, answer = excluded.answer`,
    [mail.id, answer],
  )
  return rowCount ?? 0
}
