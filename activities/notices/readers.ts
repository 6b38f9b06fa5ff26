// Who a line of the outbox is for, as the record stands at its instant: the person it names, else whoever holds one of its
// roles in its office, and whoever acts for them by delegation; each with what he chose and where mail reaches him.
import type { Delivery } from '../../domain/notice-kinds.ts'
import type { Client, Queryable } from '../pool.ts'

/** One person who is to be told of one line. */
export interface ReaderRow {
  readonly outbox_id: string
  readonly person_id: string
  /** Whose role he has by delegation. */
  readonly for_person: string | null
  readonly delivery: Delivery | null
}

/** How mail reaches a person. */
export interface MailboxRow {
  readonly person_id: string
  readonly email: string | null
  /** Mail to this very address came back. */
  readonly bounced: boolean
  readonly has_hours: boolean
  readonly quiet_from: string | null
  readonly quiet_to: string | null
  /** A mail of news that nobody tried to send yet: what is new joins it. */
  readonly open_mail: string | null
}

/** A line of the outbox about news. */
export interface NoticeLine {
  readonly id: string
  readonly key: string
  readonly at: string
  readonly word: string
  readonly kind: string
  readonly officeId: string | null
  readonly roles: readonly string[]
  readonly personId: string | null
  readonly procedureId: string | null
  readonly by: string | null
}

const HELD = `h.valid_from <= l.at AND (h.valid_to IS NULL OR h.valid_to > l.at)`

// Roles that look after the system work on no dossier: an office that is told as a whole is told without them.
const READERS_SQL = `
WITH line AS (
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS l (id bigint, kind text, at timestamptz, "officeId" text, roles text[],
    "personId" text, "procedureId" text, by text)
), seat AS (
  SELECT l.id, l."personId" AS person_id, NULL::text AS for_person FROM line l WHERE l."personId" IS NOT NULL
  UNION
  SELECT l.id, h.person_id, NULL FROM line l JOIN role_holding h ON h.office_id = l."officeId"
    AND (h.role = ANY(l.roles) OR (cardinality(l.roles) = 0 AND h.role NOT IN ('administrator', 'auditor'))) AND ${HELD}
  WHERE l."personId" IS NULL
  UNION
  SELECT l.id, d.to_person, d.from_person FROM line l JOIN delegation d ON d.office_id = l."officeId" AND d.role = ANY(l.roles)
    AND (l."personId" IS NULL OR d.from_person = l."personId") AND d.valid_from <= l.at AND least(d.valid_to, d.ended_at) > l.at
    AND (d.procedure_id IS NULL OR d.procedure_id = l."procedureId")
  WHERE EXISTS (SELECT 1 FROM role_holding h WHERE h.person_id = d.from_person AND h.office_id = d.office_id
    AND h.role = d.role AND ${HELD})
)
SELECT DISTINCT ON (s.id, s.person_id) s.id::text AS outbox_id, s.person_id, s.for_person, n.delivery
FROM seat s JOIN line l ON l.id = s.id JOIN person p ON p.id = s.person_id
LEFT JOIN account a ON a.person_id = s.person_id
LEFT JOIN notice_preference n ON n.person_id = s.person_id AND n.kind = l.kind
WHERE s.person_id IS DISTINCT FROM l.by AND a.disabled_at IS NULL
ORDER BY s.id, s.person_id, s.for_person NULLS FIRST`

/** The readers of some lines; each once a line, in his own right where he has one. */
export async function readersOf(db: Queryable, lines: readonly NoticeLine[]): Promise<ReaderRow[]> {
  const { rows } = await db.query<ReaderRow>({
    name: 'notice_readers',
    text: READERS_SQL,
    values: [JSON.stringify(lines)],
  })
  return rows
}

const MAILBOXES_SQL = `
SELECT p.id AS person_id, p.email, b.person_id IS NOT NULL AS bounced, q.person_id IS NOT NULL AS has_hours,
  q.quiet_from, q.quiet_to, m.id::text AS open_mail
FROM person p
LEFT JOIN address_bounce b ON b.person_id = p.id AND lower(b.address) = lower(p.email)
LEFT JOIN quiet_hours q ON q.person_id = p.id
LEFT JOIN LATERAL (SELECT id FROM mail WHERE person_id = p.id AND letter = 'notices' AND status = 'waiting' AND attempts = 0
  ORDER BY id DESC LIMIT 1 FOR UPDATE SKIP LOCKED) m ON true
WHERE p.id = ANY($1)`

/** How mail reaches some people. Locks the open mails against being sent before what joins them is written. */
export async function mailboxesOf(
  client: Client,
  personIds: readonly string[],
): Promise<Map<string, MailboxRow>> {
  const { rows } = await client.query<MailboxRow>({
    name: 'notice_mailboxes',
    text: MAILBOXES_SQL,
    values: [[...new Set(personIds)]],
  })
  return new Map(rows.map((row) => [row.person_id, row]))
}
