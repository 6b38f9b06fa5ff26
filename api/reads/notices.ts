// The ledger of news as its readers see it: a person his own, administrators that of their people, and whoever sees a
// dossier all that was said about it. What became of a mail is read where the mail stands.
import { z } from 'zod'
import type { Queryable } from '../../activities/pool.ts'
import { CLOCK_SQL } from '../../activities/record/base.ts'
import { messageIdOf } from '../../activities/mail/message-id.ts'
import { NOTICE_KINDS, NOTICE_WORDS } from '../../domain/notice-kinds.ts'
import type { NoticeWord } from '../../domain/notice-kinds.ts'
import { id, instant } from '../schemas.ts'
import type { Values } from '../scope.ts'
import type { Cursor } from './cursor.ts'

/** What became of a piece of news by mail. */
export const MAIL_RESULTS = [
  'waiting', // its mail is under way, or is tried again
  'held', // for the reader's quiet hours
  'digest', // waits for the letter of the day
  'sent', // a mail server took it
  'bounced', // refused for good, or came back
  'failed', // given up
  'off', // the reader switched it off
  'noAddress',
  'badAddress', // mail to his address came back before
] as const

const WORDS = Object.keys(NOTICE_WORDS) as [NoticeWord, ...NoticeWord[]]

export const noticeItem = z
  .object({
    id: z.string(),
    kind: z.enum(NOTICE_KINDS),
    word: z.enum(WORDS),
    /** The word in Vietnamese. */
    text: z.string(),
    dossierId: id.nullable(),
    campaignId: id.nullable(),
    subjectName: z.string().nullable(),
    /** What is to be begun, where there is no dossier yet. */
    subjectId: id.nullable(),
    procedureName: z.string().nullable(),
    step: z.string().nullable(),
    round: z.int().nullable(),
    forPersonId: id.nullable(),
    data: z.record(z.string(), z.unknown()),
    at: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: 'Notice' })
export type NoticeItem = z.input<typeof noticeItem>

/** One line of the ledger: who was told what, and what became of it in the application and by mail. */
export const ledgerItem = noticeItem
  .extend({
    personId: id,
    personName: z.string(),
    /** In the application: it stands in the person's list from `at` on, and was read at `readAt`. */
    application: z.enum(['delivered', 'read']),
    mail: z.object({
      result: z.enum(MAIL_RESULTS),
      messageId: z.string().nullable(),
      address: z.string().nullable(),
      /** When the server took it, by the real clock. */
      sentAt: instant.nullable(),
      bouncedAt: instant.nullable(),
      attempts: z.int(),
      /** What the mail server said last. */
      answer: z.string().nullable(),
    }),
  })
  .meta({ id: 'LedgerLine' })
export type LedgerItem = z.input<typeof ledgerItem>

interface NoticeRow {
  readonly id: string
  readonly kind: NoticeItem['kind']
  readonly word: NoticeWord
  readonly dossier_id: string | null
  readonly campaign_id: string | null
  readonly subject_name: string | null
  readonly subject_id: string | null
  readonly procedure_name: string | null
  readonly step: string | null
  readonly round: number | null
  readonly for_person: string | null
  readonly data: Record<string, unknown>
  readonly at: Date
  readonly read_at: Date | null
}

interface LedgerRow extends NoticeRow {
  readonly person_id: string
  readonly person_name: string
  readonly result: LedgerItem['mail']['result']
  readonly key: string | null
  readonly address: string | null
  readonly sent_at: Date | null
  readonly bounced_at: Date | null
  readonly attempts: number | null
  readonly answer: string | null
}

const NOTICE = `n.id::text, n.kind, n.word, n.dossier_id, coalesce(n.campaign_id, f.campaign_id) AS campaign_id,
  coalesce(d.subject_name, so.name, sm.name) AS subject_name, f.subject_id, v.definition->>'vi' AS procedure_name, n.step, n.round, n.for_person, n.data, n.at, n.read_at`

/** The dossier that a line is about, or the draft that nobody has begun. */
const ABOUT = `LEFT JOIN dossier d ON d.id = n.dossier_id LEFT JOIN draft f ON f.dossier_id = n.dossier_id AND d.id IS NULL
  LEFT JOIN office so ON so.id = f.subject_id LEFT JOIN matter sm ON sm.id = f.subject_id
  LEFT JOIN campaign c ON c.id = coalesce(n.campaign_id, f.campaign_id)
  LEFT JOIN procedure_version v ON v.id = coalesce(d.procedure_id, c.procedure_id)
    AND v.version = coalesce(d.procedure_version, c.procedure_version)`

const RESULT = `CASE WHEN n.mail_id IS NULL THEN n.mail WHEN m.status <> 'waiting' THEN m.status
  WHEN m.attempts = 0 AND m.not_before > ${CLOCK_SQL} THEN 'held' ELSE 'waiting' END`

export function noticeItemOf(row: NoticeRow): NoticeItem {
  return {
    id: row.id,
    kind: row.kind,
    word: row.word,
    text: NOTICE_WORDS[row.word].vi,
    dossierId: row.dossier_id,
    campaignId: row.campaign_id,
    subjectName: row.subject_name,
    subjectId: row.subject_id,
    procedureName: row.procedure_name,
    step: row.step,
    round: row.round,
    forPersonId: row.for_person,
    data: row.data,
    at: row.at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  }
}

/** A line of the ledger; `masked` for readers who needn't know the address. */
export function ledgerItemOf(row: LedgerRow, mailFrom: string, masked: boolean): LedgerItem {
  const { key, address } = row
  return {
    ...noticeItemOf(row),
    personId: row.person_id,
    personName: row.person_name,
    application: row.read_at === null ? 'delivered' : 'read',
    mail: {
      result: row.result,
      messageId: key === null ? null : messageIdOf(key, mailFrom),
      address: address === null || !masked ? address : address.replace(/^(.).*@/u, '$1***@'),
      sentAt: row.sent_at?.toISOString() ?? null,
      bouncedAt: row.bounced_at?.toISOString() ?? null,
      attempts: row.attempts ?? 0,
      answer: row.answer === null || !masked ? row.answer : row.answer.replace(/[^\s<>]+@/gu, '***@'),
    },
  }
}

export const noticeCursor = (row: NoticeRow): Cursor => [row.id, row.id]

/** A person's own news, the newest first. */
export async function listNotices(
  db: Queryable,
  personId: string,
  unread: boolean,
  cursor: Cursor | null,
  limit: number,
): Promise<NoticeRow[]> {
  const { rows } = await db.query<NoticeRow>(
    `SELECT ${NOTICE} FROM notice n ${ABOUT}
     WHERE n.person_id = $1 AND ($2::bigint IS NULL OR n.id < $2) ${unread ? 'AND n.read_at IS NULL' : ''}
     ORDER BY n.id DESC LIMIT $3`,
    [personId, cursor?.[0] ?? null, limit + 1],
  )
  return rows
}

/** Above it, "more than" is said. */
export const UNREAD_SHOWN = 1_000

export async function countUnread(db: Queryable, personId: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM (SELECT 1 FROM notice WHERE person_id = $1 AND read_at IS NULL LIMIT ${UNREAD_SHOWN + 1}) u`,
    [personId],
  )
  return rows[0]?.n ?? 0
}

/** Lines of the ledger for which a condition on `n` holds, the newest first. */
export async function listLedger(
  db: Queryable,
  conditions: readonly string[],
  values: Values,
  cursor: Cursor | null,
  limit: number,
): Promise<LedgerRow[]> {
  const after = cursor === null ? [] : [`n.id < ${values.add(cursor[0])}::bigint`]
  const { rows } = await db.query<LedgerRow>(
    `SELECT ${NOTICE}, n.person_id, p.name AS person_name, ${RESULT} AS result, m.key, m.address, m.sent_at, m.bounced_at,
       m.attempts, m.answer
     FROM notice n JOIN person p ON p.id = n.person_id ${ABOUT} LEFT JOIN mail m ON m.id = n.mail_id
     WHERE ${[...conditions, ...after].join(' AND ')}
     ORDER BY n.id DESC LIMIT ${values.add(limit + 1)}`,
    values.list,
  )
  return rows
}

/** The condition that a line came to one of these results by mail. */
export function hasResult(results: readonly string[], values: Values): string {
  return `${RESULT} = ANY(${values.add(results)}::text[])`
}
