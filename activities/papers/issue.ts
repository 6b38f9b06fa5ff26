// Papers of an act, written in its own transaction: one row for each, and a line of the outbox from which the files are made.
import { formOnPaper } from '../../domain/signing.ts'
import type { GivenPaper } from '../../domain/papers-given.ts'
import { bodyOf } from '../../domain/papers.ts'
import type { PaperBody } from '../../domain/papers.ts'
import type { OfficeKind, SigningForm } from '../../domain/vocabulary.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Queryable } from '../pool.ts'
import { idFrom } from '../record/ids.ts'

/** What issued them. */
export interface PaperAct {
  /** 'command/<id>' or 'batch/<id>'. */
  readonly act: string
  readonly dossierId: string | null
  readonly batchId: string | null
  readonly matterId: string | null
  readonly at: Instant
}

/** What the line of the outbox carries: ids, and the role that its signature speaks for. */
export interface PaperLetter {
  readonly paperId: string
  readonly role: string
}

export const PAPER_TOPIC = 'paper'
/** The identifier of the one paper of a kind that an act can issue. */
export const paperIdOf = (act: string, kind: string): string => idFrom('paper', act, kind)

const ISSUE_SQL = `
WITH given AS (
  SELECT g.* FROM jsonb_to_recordset($1::jsonb) AS g (id text, kind text, step text, office_id text, role text, register text,
    year int, number int, signed_by text, on_behalf_of text, forms jsonb, signed_at timestamptz, bodies jsonb)
), letter AS (
  INSERT INTO outbox (topic, key, payload, created_at, next_at)
  SELECT '${PAPER_TOPIC}', '${PAPER_TOPIC}/' || id, jsonb_build_object('paperId', id, 'role', role), $2, $2 FROM given
)
INSERT INTO paper (id, act, kind, dossier_id, batch_id, matter_id, step, office_id, body, register, year, number, signed_by,
  on_behalf_of, signing_form, signed_at, created_at)
SELECT g.id, $3, g.kind, $4, $5, $6, g.step, g.office_id, g.bodies->>o.kind, g.register, g.year, g.number, g.signed_by,
  g.on_behalf_of, g.forms->>o.kind, g.signed_at, $2
FROM given g JOIN office o ON o.id = g.office_id`

const KINDS: readonly OfficeKind[] = [
  'ministry',
  'province',
  'department',
  'commune',
  'agency',
  'enterprise',
  'school',
  'residentialArea',
]

function bodiesOf({ role }: GivenPaper): Readonly<Record<string, PaperBody>> {
  return Object.fromEntries(KINDS.map((kind) => [kind, bodyOf(role, kind)]))
}

function formsOf({ form, role }: GivenPaper): Readonly<Record<string, SigningForm | null>> {
  return Object.fromEntries(KINDS.map((kind) => [kind, formOnPaper(form, role, bodyOf(role, kind))]))
}

/** Writes the papers of an act; the caller holds the transaction. */
export function issuePapers(
  client: Queryable,
  act: PaperAct,
  papers: readonly GivenPaper[],
): Promise<unknown>[] {
  if (papers.length === 0) return []
  const given = papers.map((paper) => ({
    id: paperIdOf(act.act, paper.kind),
    kind: paper.kind,
    step: paper.step,
    office_id: paper.officeId,
    role: paper.role,
    register: paper.number?.register ?? null,
    year: paper.number?.year ?? null,
    number: paper.number?.number ?? null,
    signed_by: paper.signedBy,
    on_behalf_of: paper.onBehalfOf,
    forms: formsOf(paper),
    signed_at: paper.signedAt,
    bodies: bodiesOf(paper),
  }))
  return [
    client.query({
      name: 'record_papers',
      text: ISSUE_SQL,
      values: [JSON.stringify(given), act.at, act.act, act.dossierId, act.batchId, act.matterId],
    }),
  ]
}
