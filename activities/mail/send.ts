// Sends the mails that are due, some at a time: each is taken under a lease (one statement, no transaction held while the
// server thinks), sent, and marked. Killed in between, the lease runs out and it goes again under the same Message-ID.
import { isMailAddress, pauseAfter } from '../../domain/notice-kinds.ts'
import type { Pool } from '../pool.ts'
import { CLOCK_SQL } from '../record/base.ts'
import { compose } from './compose.ts'
import { readLines } from './read.ts'
import type { Outgoing } from './read.ts'
import type { MailTransport, Sent } from './transport.ts'

export interface SendDeps {
  readonly pool: Pool
  readonly transport: MailTransport
  readonly publicUrl: string
  /** Shorter pauses, in tests. */
  readonly pauseAfter?: (attempts: number) => number
}

/** Longer than any attempt takes: who holds it longer is dead. Milliseconds. */
export const LEASE_MS = 5 * 60_000
/** So often a server may say "later" before the mail is given up: some four days. */
export const MOST_REFUSALS = 24

const CLAIM_SQL = `
WITH due AS (
  SELECT id FROM mail WHERE status = 'waiting' AND next_at <= clock_timestamp() AND not_before <= ${CLOCK_SQL}
    AND (claimed_until IS NULL OR claimed_until < clock_timestamp())
  ORDER BY next_at, id LIMIT $1 FOR UPDATE SKIP LOCKED
), claimed AS (
  UPDATE mail m SET claimed_until = clock_timestamp() + $2 * interval '1 millisecond', attempts = attempts + 1
  FROM due WHERE m.id = due.id RETURNING m.*)
SELECT m.id::text, m.key, m.letter, m.person_id AS "personId", m.created_at AS "createdAt", m.attempts, m.claimed_until AS claim,
  p.name, p.email, b.person_id IS NOT NULL AS bounced, a.disabled_at IS NOT NULL AS disabled
FROM claimed m JOIN person p ON p.id = m.person_id
LEFT JOIN address_bounce b ON b.person_id = p.id AND lower(b.address) = lower(p.email)
LEFT JOIN account a ON a.person_id = p.id`

/** Takes up to so many mails that are due; they are this process's until their lease ends. */
export async function claimMails(pool: Pool, limit: number, leaseMs = LEASE_MS): Promise<Outgoing[]> {
  const { rows } = await pool.query<Omit<Outgoing, 'createdAt'> & { createdAt: Date }>({
    name: 'mail_claim',
    text: CLAIM_SQL,
    values: [limit, leaseMs],
  })
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
}

/** What became of a mail: as the server answered, or why it wasn't tried. */
export type Outcome = Sent | { readonly kind: 'failed'; readonly answer: string }

/** Sends one mail that was taken, and marks it; gives what became of it. */
export async function sendMail(deps: SendDeps, mail: Outgoing): Promise<Outcome> {
  const outcome = await attempt(deps, mail)
  await mark(deps, mail, outcome)
  return outcome
}

async function attempt({ pool, transport, publicUrl }: SendDeps, mail: Outgoing): Promise<Outcome> {
  const { name, email, key, letter, createdAt } = mail
  if (mail.disabled) return { kind: 'failed', answer: 'the account is locked' }
  if (email === null) return { kind: 'failed', answer: 'no address' }
  if (mail.bounced) return { kind: 'failed', answer: 'mail to this address came back' }
  if (!isMailAddress(email)) return { kind: 'failed', answer: 'not one plain address' }
  const { lines, total } = await readLines(pool, mail.id)
  if (total === 0) return { kind: 'failed', answer: 'nothing to say' }
  const message = compose({ letter, name, createdAt, lines, total, publicUrl })
  return transport.send({ ...message, key, to: { name, address: email }, at: new Date(createdAt) })
}

async function mark(deps: SendDeps, mail: Outgoing, outcome: Outcome): Promise<void> {
  const code = outcome.kind === 'failed' ? null : outcome.code
  const givenUp = outcome.kind === 'later' && code !== null && !outcome.away && mail.attempts >= MOST_REFUSALS
  const status = { sent: 'sent', bounced: 'bounced', failed: 'failed', later: givenUp ? 'failed' : 'waiting' }
  const pause = (deps.pauseAfter ?? pauseAfter)(mail.attempts)
  // A sender whose lease ran out says something only where nobody has since said otherwise.
  await deps.pool.query({
    name: 'mail_mark',
    text: `WITH marked AS (
        UPDATE mail SET status = $2, address = $3, code = $4, answer = $5, claimed_until = NULL,
          sent_at = CASE WHEN $2 = 'sent' THEN clock_timestamp() END,
          bounced_at = CASE WHEN $2 = 'bounced' THEN clock_timestamp() END,
          next_at = CASE WHEN $2 = 'waiting' THEN clock_timestamp() + $6 * interval '1 millisecond' ELSE next_at END
        WHERE id = $1 AND status = 'waiting' AND ($2 = 'sent' OR claimed_until = $8) RETURNING id, person_id)
      INSERT INTO address_bounce (person_id, address, mail_id, at, code, answer)
      SELECT person_id, $3, id, clock_timestamp(), $4, $5 FROM marked WHERE $7
      ON CONFLICT (person_id) DO UPDATE SET address = excluded.address, mail_id = excluded.mail_id, at = excluded.at,
        code = excluded.code, answer = excluded.answer`,
    values: [
      mail.id,
      status[outcome.kind],
      mail.email,
      code,
      outcome.answer,
      pause,
      outcome.kind === 'bounced' && outcome.address,
      mail.claim,
    ],
  })
}
