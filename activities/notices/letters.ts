// Takes the letters of the day out of the outbox into the ledger: each announcement in a letter becomes a line of its reader,
// and news that waited for the letter goes with it. Kinds that a person wants at once go with his mail of news instead.
import { NOTICE_WORDS } from '../../domain/notice-kinds.ts'
import type { Delivery } from '../../domain/notice-kinds.ts'
import { takeLines } from '../outbox.ts'
import type { OutboxLine } from '../outbox.ts'
import { inTransaction } from '../pool.ts'
import type { Client, Pool } from '../pool.ts'
import type { FannedOut } from './fan-out.ts'
import { Post, mailFate } from './post.ts'
import type { MailFate } from './post.ts'
import { mailboxesOf } from './readers.ts'

/** What sweeps announce, by the word of the announcement. */
const ANNOUNCED = ['reminder', 'overdue', 'escalation'] as const
type Announced = (typeof ANNOUNCED)[number]

/** A statement that writes many thousands of lines may take longer than others. */
const LIMIT = '60s'

interface LetterPayload {
  readonly personId: string
  readonly counts: Readonly<Partial<Record<Announced, number>>>
  /** Keys of all announcements in it. */
  readonly keys?: readonly string[]
}

type Letter = OutboxLine<LetterPayload>

/** Takes one page of letters; another process that is at it is left to it. */
export function fanOutLetters(pool: Pool, limit: number): Promise<FannedOut> {
  return inTransaction(pool, async (client) => {
    const letters = await takeLines<LetterPayload>(client, 'mail', limit)
    if (letters.length === 0) return { lines: 0, personIds: [] }
    await client.query(`SELECT set_config('statement_timeout', '${LIMIT}', true)`)
    await deliver(client, letters)
    return { lines: letters.length, personIds: letters.map(({ payload }) => payload.personId) }
  })
}

async function deliver(client: Client, letters: readonly Letter[]): Promise<void> {
  const personIds = letters.map(({ payload }) => payload.personId)
  const chosen = await choicesOf(client, personIds)
  const waiting = await waitingFor(client, letters)
  const post = new Post(await mailboxesOf(client, personIds))
  const fates = letters.flatMap((letter) =>
    ANNOUNCED.flatMap((word) => {
      const { personId, counts } = letter.payload
      if ((counts[word] ?? 0) === 0) return []
      const { kind } = NOTICE_WORDS[word]
      const fate = mailFate(kind, chosen.get(`${personId}/${kind}`) ?? null, post.box(personId))
      return [{ letter, word, kind, personId, fate }]
    }),
  )
  for (const { letter, personId, fate } of fates) {
    if (fate === 'mail') post.news(personId, letter.key, letter.at)
    if (fate === 'digest') post.letter(personId, letter.key, letter.at)
  }
  for (const { key, at, payload } of letters) {
    if (waiting.has(payload.personId) && reachable(post, payload.personId))
      post.letter(payload.personId, key, at)
  }
  await post.write(client)
  const mailOf = (letter: Letter, fate: MailFate): string | null =>
    fate === 'mail'
      ? post.newsMail(letter.payload.personId)
      : fate === 'digest'
        ? post.letterMail(letter.key)
        : null
  await writeLines(
    client,
    letters,
    fates.map(({ letter, fate, ...rest }) => ({
      ...rest,
      letterId: letter.id,
      fate,
      mailId: mailOf(letter, fate),
    })),
  )
  await takeAlong(
    client,
    letters
      .filter(({ payload }) => waiting.has(payload.personId))
      .map((letter) => {
        const { personId } = letter.payload
        const there = reachable(post, personId)
        const fate = there ? 'digest' : post.box(personId).email === null ? 'noAddress' : 'badAddress'
        return { personId, at: letter.at, fate, mailId: there ? post.letterMail(letter.key) : null }
      }),
  )
}

const reachable = (post: Post, personId: string): boolean => {
  const { email, bounced } = post.box(personId)
  return email !== null && !bounced
}

async function choicesOf(client: Client, personIds: readonly string[]): Promise<Map<string, Delivery>> {
  const { rows } = await client.query<{ person_id: string; kind: string; delivery: Delivery }>(
    'SELECT person_id, kind, delivery FROM notice_preference WHERE person_id = ANY($1)',
    [personIds],
  )
  return new Map(rows.map(({ person_id, kind, delivery }) => [`${person_id}/${kind}`, delivery]))
}

/** Whose other news waits for the letter. */
async function waitingFor(client: Client, letters: readonly Letter[]): Promise<Set<string>> {
  const { rows } = await client.query<{ person_id: string }>(
    `SELECT DISTINCT n.person_id FROM notice n
     JOIN unnest($1::text[], $2::timestamptz[]) AS l (person_id, at) ON l.person_id = n.person_id
     WHERE n.mail = 'digest' AND n.mail_id IS NULL AND n.at <= l.at`,
    [letters.map(({ payload }) => payload.personId), letters.map(({ at }) => at)],
  )
  return new Set(rows.map(({ person_id }) => person_id))
}

/** A line of the ledger for each announcement of each letter. */
async function writeLines(
  client: Client,
  letters: readonly Letter[],
  fates: readonly object[],
): Promise<void> {
  await client.query(
    `INSERT INTO notice (source, person_id, kind, word, campaign_id, dossier_id, step, round, data, at, mail, mail_id)
     SELECT a.key, f."personId", f.kind, f.word, a.campaign_id, a.dossier_id, a.step, a.round,
       jsonb_strip_nulls(jsonb_build_object('dueAt', a.payload->>'dueAt', 'level', a.level, 'draft', a.payload->'draft')),
       o.created_at, f.fate, f."mailId"
     FROM outbox o
     CROSS JOIN LATERAL jsonb_array_elements_text(coalesce(o.payload->'keys', '[]')) AS k (key)
     JOIN announcement a ON a.key = k.key
     JOIN jsonb_to_recordset($2::jsonb) AS f ("letterId" bigint, word text, kind text, "personId" text, fate text, "mailId" bigint)
       ON f."letterId" = o.id AND f.word = a.kind
     WHERE o.id = ANY($1::bigint[])
     ON CONFLICT (source, person_id) DO NOTHING`,
    [letters.map(({ id }) => id), JSON.stringify(fates)],
  )
}

/** News that waited for the letter goes with it, or, where no mail reaches its reader any more, says so. */
async function takeAlong(client: Client, letters: readonly object[]): Promise<void> {
  if (letters.length === 0) return
  await client.query(
    `UPDATE notice n SET mail = l.fate, mail_id = l."mailId"
     FROM jsonb_to_recordset($1::jsonb) AS l ("personId" text, at timestamptz, fate text, "mailId" bigint)
     WHERE n.person_id = l."personId" AND n.mail = 'digest' AND n.mail_id IS NULL AND n.at <= l.at`,
    [JSON.stringify(letters)],
  )
}
