// Takes news out of the outbox into the ledger: who is told, how, and with which mail. One transaction a page; a line is
// marked as taken in the transaction that writes what follows from it, so that it is told once or not yet.
import { NOTICE_WORDS, isNoticeWord } from '../../domain/notice-kinds.ts'
import type { NoticeKind } from '../../domain/notice-kinds.ts'
import type { Client, Pool } from '../pool.ts'
import { inTransaction } from '../pool.ts'
import { takeLines } from '../outbox.ts'
import type { OutboxLine } from '../outbox.ts'
import { Post, mailFate } from './post.ts'
import { mailboxesOf, readersOf } from './readers.ts'
import type { NoticeLine, ReaderRow } from './readers.ts'

/** What the rulebook's effect, or the administration of an office, put into the outbox. */
export interface NoticePayload {
  readonly notice: string
  readonly to: {
    readonly officeId: string | null
    readonly role: string | null
    readonly roles?: readonly string[]
    readonly personId: string | null
  }
  readonly dossierId: string | null
  readonly campaignId: string | null
  readonly step: string | null
  readonly round: number | null
  readonly procedureId?: string | null
  readonly by?: string | null
  /** Further ids and instants for whoever writes the text. */
  readonly data?: Readonly<Record<string, unknown>>
}

/** What a page came to. */
export interface FannedOut {
  /** Lines taken; 0: nothing waits. */
  readonly lines: number
  /** Whose list grew. */
  readonly personIds: readonly string[]
}

/** Tells of one page of news; another process that is at it is left to it. */
export function fanOutNotices(pool: Pool, limit: number): Promise<FannedOut> {
  return inTransaction(pool, async (client) => {
    const taken = await takeLines<NoticePayload>(client, 'notice', limit)
    if (taken.length === 0) return { lines: 0, personIds: [] }
    return { lines: taken.length, personIds: await tell(client, taken) }
  })
}

function lineOf({ id, key, at, payload }: OutboxLine<NoticePayload>): NoticeLine & { kind: NoticeKind } {
  const { to, procedureId = null, by = null, notice: word } = payload
  if (!isNoticeWord(word)) throw new Error(`outbox ${id}: no such notice "${word}"`)
  const roles = to.roles ?? (to.role === null ? [] : [to.role])
  const { officeId, personId } = to
  return { id, key, at, word, kind: NOTICE_WORDS[word].kind, officeId, roles, personId, procedureId, by }
}

async function tell(client: Client, taken: readonly OutboxLine<NoticePayload>[]): Promise<string[]> {
  const lines = new Map(taken.map((one) => [one.id, { ...lineOf(one), payload: one.payload }]))
  const readers = await readersOf(client, taken.map(lineOf))
  const post = new Post(
    await mailboxesOf(
      client,
      readers.map(({ person_id }) => person_id),
    ),
  )
  const told = readers.map((reader) => {
    const line = lines.get(reader.outbox_id)
    if (line === undefined) throw new Error(`outbox ${reader.outbox_id}: readers of a line not asked for`)
    const fate = mailFate(line.kind, reader.delivery, post.box(reader.person_id))
    if (fate === 'mail') post.news(reader.person_id, line.key, line.at)
    return { reader, line, fate }
  })
  await post.write(client)
  await writeNotices(
    client,
    told.map(({ reader, line, fate }) => ({
      ...rowOf(reader, line),
      mail: fate,
      mailId: fate === 'mail' ? post.newsMail(reader.person_id) : null,
    })),
  )
  return [...new Set(readers.map(({ person_id }) => person_id))]
}

function rowOf(reader: ReaderRow, line: NoticeLine & { readonly payload: NoticePayload }) {
  const { dossierId, campaignId, step, round, data = {} } = line.payload
  return {
    source: line.key,
    personId: reader.person_id,
    kind: line.kind,
    word: line.word,
    campaignId,
    dossierId,
    step,
    round,
    forPerson: reader.for_person,
    data,
    at: line.at,
  }
}

async function writeNotices(client: Client, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return
  await client.query({
    name: 'notice_insert',
    text: `INSERT INTO notice (source, person_id, kind, word, campaign_id, dossier_id, step, round, for_person, data, at, mail, mail_id)
      SELECT source, "personId", kind, word, "campaignId", "dossierId", step, round, "forPerson", data, at, mail, "mailId"
      FROM jsonb_to_recordset($1::jsonb) AS n (source text, "personId" text, kind text, word text, "campaignId" text,
        "dossierId" text, step text, round int, "forPerson" text, data jsonb, at timestamptz, mail text, "mailId" bigint)
      ON CONFLICT (source, person_id) DO NOTHING`,
    values: [JSON.stringify(rows)],
  })
}
