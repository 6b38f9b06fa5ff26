// Puts news into the outbox, in the transaction of whatever it is about; for what isn't an act on a dossier.
import type { Instant } from '../../domain/time/civil.ts'
import type { NoticeWord } from '../../domain/notice-kinds.ts'
import type { Queryable } from '../pool.ts'

/** News for one person about no dossier: a role lent, or no longer lent. */
export async function tellPerson(
  client: Queryable,
  news: {
    /** Unique: the same news is told once. */
    readonly key: string
    readonly word: NoticeWord
    readonly personId: string
    /** Who caused it: isn't told himself. */
    readonly by: string
    readonly data: Readonly<Record<string, unknown>>
  },
  at: Instant,
): Promise<void> {
  const { key, word, personId, by, data } = news
  const payload = {
    notice: word,
    to: { officeId: null, role: null, personId },
    dossierId: null,
    campaignId: null,
    step: null,
    round: null,
    by,
    data,
  }
  await client.query(
    `INSERT INTO outbox (topic, key, payload, created_at, next_at) VALUES ('notice', $1, $2, $3, $3) ON CONFLICT (key) DO NOTHING`,
    [key, JSON.stringify(payload), at],
  )
}
