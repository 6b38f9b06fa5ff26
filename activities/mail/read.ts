// What a mail says, read from the ledger at the moment of sending: its notices with the names that its reader may see.
import type { NoticeWord } from '../../domain/notice-kinds.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'

/** Lines that a mail shows; the rest is counted. */
export const LINES_SHOWN = 100

/** One piece of news, with names. */
export interface MailLine {
  readonly word: NoticeWord
  readonly dossierId: string | null
  readonly subject: string | null
  readonly procedure: string | null
  readonly step: string | null
  readonly year: number | null
  readonly dueAt: Instant | null
  /** A lent role: whose, or to whom. */
  readonly person: string | null
  readonly office: string | null
  /** A delegation: until when. */
  readonly until: Instant | null
  readonly at: Instant
}

/** A mail that is about to be sent. */
export interface Outgoing {
  readonly id: string
  readonly key: string
  readonly letter: 'notices' | 'digest'
  readonly personId: string
  readonly createdAt: Instant
  /** Attempts with this one. */
  readonly attempts: number
  /** The lease that it was taken under. */
  readonly claim: Date
  readonly name: string
  readonly email: string | null
  readonly bounced: boolean
  readonly disabled: boolean
}

interface LineRow extends Omit<MailLine, 'dueAt' | 'until' | 'at'> {
  readonly due_at: string | null
  readonly until: string | null
  readonly at: Date
}

// A draft has no dossier yet: its subject is found by the campaign's draft.
const LINES_SQL = `
SELECT n.word, n.dossier_id AS "dossierId", coalesce(d.subject_name, so.name, sm.name) AS subject, v.definition->>'vi' AS procedure,
  (SELECT s->>'vi' FROM jsonb_array_elements(v.definition->'steps') AS s WHERE s->>'id' = n.step) AS step,
  coalesce(d.year, c.year) AS year, n.data->>'dueAt' AS due_at, q.name AS person, w.name AS office, n.data->>'until' AS until, n.at
FROM notice n
LEFT JOIN dossier d ON d.id = n.dossier_id
LEFT JOIN draft f ON f.dossier_id = n.dossier_id AND d.id IS NULL
LEFT JOIN office so ON so.id = f.subject_id
LEFT JOIN matter sm ON sm.id = f.subject_id
LEFT JOIN campaign c ON c.id = n.campaign_id
LEFT JOIN procedure_version v ON v.id = coalesce(d.procedure_id, c.procedure_id) AND v.version = coalesce(d.procedure_version, c.procedure_version)
LEFT JOIN person q ON q.id = coalesce(n.for_person, n.data->>'fromPersonId')
LEFT JOIN office w ON w.id = n.data->>'officeId'
WHERE n.mail_id = $1
ORDER BY CASE n.word WHEN 'escalation' THEN 2 WHEN 'overdue' THEN 3 WHEN 'reminder' THEN 4 ELSE 1 END, n.data->>'dueAt', n.id
LIMIT ${LINES_SHOWN}`

/** What a mail says, the most urgent first, and how many lines there are in all. */
export async function readLines(
  db: Queryable,
  mailId: string,
): Promise<{ readonly lines: MailLine[]; readonly total: number }> {
  const { rows } = await db.query<LineRow>({ name: 'mail_lines', text: LINES_SQL, values: [mailId] })
  const lines = rows.map(({ due_at, until, at, ...line }) => ({
    ...line,
    dueAt: due_at,
    until,
    at: at.toISOString(),
  }))
  if (lines.length < LINES_SHOWN) return { lines, total: lines.length }
  const { rows: counted } = await db.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM notice WHERE mail_id = $1',
    [mailId],
  )
  return { lines, total: counted[0]?.n ?? lines.length }
}
