// Papers that wait for a signature made outside: those that the person signed by his act and of which no file with a holding
// signature of his came back; and those that their signer signed and the office hasn't sealed yet. One paper with all that.
import { z } from 'zod'
import { wantPapers } from '../../activities/papers/make.ts'
import type { Queryable } from '../../activities/pool.ts'
import { PAPER_TITLES } from '../../domain/paper-words.ts'
import { REGISTERS } from '../../domain/symbols.ts'
import { SIGNING_FORMS } from '../../domain/vocabulary.ts'
import type { Actor } from '../auth/actor.ts'
import { Problem } from '../problems.ts'
import type { Cursor } from '../reads/cursor.ts'
import { paperKind } from '../reads/papers.ts'
import { OFFICE_KEEPERS, POLICE_KEEPERS } from '../registers/writing.ts'
import { id, instant, positive } from '../schemas.ts'
import { Values } from '../scope.ts'
import { heldAs } from '../territory.ts'
import { purposeOf, seenPaper } from './papers.ts'
import type { Purpose } from './papers.ts'

export const PURPOSES = ['signature', 'seal'] as const satisfies readonly Purpose[]

const ofPaper = {
  id,
  kind: paperKind,
  name: z.string(),
  symbol: z.string().nullable(),
  excerpt: z.string().nullable(),
  officeId: id,
  officeName: z.string(),
  signedAt: instant,
  dossierId: id.nullable(),
  batchId: id.nullable(),
} as const

export const paperToSign = z.object({ ...ofPaper, purpose: z.enum(PURPOSES) }).meta({ id: 'PaperToSign' })
export type PaperToSign = z.input<typeof paperToSign>

const ownSlot = z.object({ id, createdAt: instant })

export const paperView = z
  .object({
    ...ofPaper,
    register: z.string().nullable(),
    year: z.int().nullable(),
    number: positive.nullable(),
    signerName: z.string().nullable(),
    form: z.enum(SIGNING_FORMS).nullable(),
    status: z.enum(['issued', 'replaced', 'corrected', 'recalled']),
    /** False while the files are being made. */
    ready: z.boolean(),
    /** Erased with what was written in its dossier: the files are gone. */
    erased: z.boolean(),
    pages: z.int().nullable(),
    /** What the reader may sign it as; null where there is nothing for him to sign. */
    purpose: z.enum(PURPOSES).nullable(),
    /** The last room for a signature that was made for the reader. */
    slot: ownSlot.nullable(),
  })
  .meta({ id: 'PaperView' })

const COLUMNS = `p.id, p.kind, coalesce(n.symbol, p.symbol) AS symbol, p.excerpt, p.office_id AS "officeId", o.name AS "officeName",
  p.signed_at AS "signedAt", p.dossier_id AS "dossierId", p.batch_id AS "batchId"`
const FROM = `FROM paper p JOIN office o ON o.id = p.office_id LEFT JOIN number_given n
  ON n.office_id = p.office_id AND n.register = p.register AND n.year = p.year AND n.number = p.number`
/** A file that came back with a signature that holds, in a slot of whom the condition on `l` names. */
const holding = (whose: string): string =>
  `EXISTS (SELECT 1 FROM signing_slot l JOIN signed_paper s ON s.slot_id = l.id
    WHERE l.paper_id = p.id AND s.kept AND s.verdict IN ('valid', 'untrusted') AND ${whose})`
const IN_FORCE = `p.pdf_sha256 IS NOT NULL AND p.erased_at IS NULL AND p.status IN ('issued', 'corrected')`

const POLICE_REGISTERS = Object.entries(REGISTERS)
  .filter(([, { issuer }]) => issuer === 'police')
  .map(([register]) => register)

function waitingFor(purpose: Purpose, actor: Actor, values: Values): string {
  if (purpose === 'signature') {
    const me = values.add(actor.personId)
    return `p.signed_by = ${me} AND NOT ${holding(`l.person_id = ${me}`)}`
  }
  const [offices, police] = [OFFICE_KEEPERS, POLICE_KEEPERS].map((roles) =>
    values.add(heldAs(actor, roles).offices),
  )
  const ofPolice = `coalesce(p.register = ANY(${values.add(POLICE_REGISTERS)}::text[]), false)`
  return `p.signed_by <> ${values.add(actor.personId)} AND ${holding('l.person_id = p.signed_by')}
    AND NOT ${holding('l.person_id <> p.signed_by')}
    AND p.office_id = ANY(CASE WHEN ${ofPolice} THEN ${police ?? ''}::text[] ELSE ${offices ?? ''}::text[] END)`
}

interface Row extends Omit<PaperToSign, 'name' | 'signedAt' | 'purpose'> {
  readonly signedAt: Date
}

const named = (row: Row): Omit<PaperToSign, 'purpose'> => ({
  ...row,
  name: PAPER_TITLES[row.kind].vi,
  signedAt: row.signedAt.toISOString(),
})

interface Asked {
  readonly purpose: Purpose
  readonly cursor: Cursor | null
  readonly limit: number
}

/** One page, the last signed first, and one more where there is a next page. */
export async function papersToSign(db: Queryable, actor: Actor, asked: Asked): Promise<PaperToSign[]> {
  const { purpose, cursor, limit } = asked
  const values = new Values()
  const all = [IN_FORCE, waitingFor(purpose, actor, values)]
  if (cursor !== null)
    all.push(`(p.signed_at, p.id) < (${values.add(cursor[0])}::timestamptz, ${values.add(cursor[1])})`)
  const { rows } = await db.query<Row>(
    `SELECT ${COLUMNS} ${FROM} WHERE ${all.join(' AND ')} ORDER BY p.signed_at DESC, p.id DESC LIMIT ${values.add(limit + 1)}`,
    values.list,
  )
  return rows.map((row) => ({ ...named(row), purpose }))
}

interface ViewRow extends Row {
  readonly register: string | null
  readonly year: number | null
  readonly number: number | null
  readonly status: 'issued' | 'replaced' | 'corrected' | 'recalled'
  readonly ready: boolean
  readonly erased: boolean
  readonly pages: number | null
}

/** One paper as the reader sees it, with what there is for him to sign; throws `notFound`. */
export async function readPaperView(
  db: Queryable,
  actor: Actor,
  paperId: string,
): Promise<z.input<typeof paperView>> {
  const paper = await seenPaper(db, actor, paperId)
  const { rows } = await db.query<ViewRow>(
    `SELECT ${COLUMNS}, p.register, p.year, p.number, p.status, p.made_at IS NOT NULL OR p.erased_at IS NOT NULL AS ready,
       p.erased_at IS NOT NULL AS erased, p.pages ${FROM} WHERE p.id = $1`,
    [paperId],
  )
  const [row] = rows
  if (row === undefined) throw new Problem('notFound')
  if (!row.ready) await wantPapers(db, [paperId])
  const slots = await db.query<{ id: string; createdAt: Date }>(
    `SELECT id, created_at AS "createdAt" FROM signing_slot WHERE paper_id = $1 AND person_id = $2
     ORDER BY created_at DESC, id DESC LIMIT 1`,
    [paperId, actor.personId],
  )
  const [slot] = slots.rows
  return {
    ...row,
    ...named(row),
    signerName: paper.signerName,
    form: paper.form,
    purpose: purposeOrNone(actor, paper),
    slot: slot === undefined ? null : { id: slot.id, createdAt: slot.createdAt.toISOString() },
  }
}

function purposeOrNone(actor: Actor, paper: Parameters<typeof purposeOf>[1]): Purpose | null {
  try {
    return purposeOf(actor, paper)
  } catch (error) {
    if (error instanceof Problem && error.code === 'forbidden') return null
    throw error
  }
}
