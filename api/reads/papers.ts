// Papers as people see them: those that a dossier's step offers, those that were issued, and drafts made on the spot, which
// are stored nowhere. Who may read what was written in a dossier may have its papers; nobody else learns that they are there.
import { z } from 'zod'
import type { Pool, Queryable } from '../../activities/pool.ts'
import { collectBatch } from '../../activities/papers/collect-batch.ts'
import { collect } from '../../activities/papers/collect.ts'
import { wantPapers } from '../../activities/papers/make.ts'
import { readDossier, readOffices } from '../../activities/papers/names.ts'
import type { DossierOf } from '../../activities/papers/names.ts'
import type { Rendered } from '../../activities/papers/process.ts'
import { endingNow } from '../../activities/papers/symbols.ts'
import { templateInUse } from '../../activities/papers/templates-store.ts'
import { readBatch } from '../../activities/batch/row.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import type { Body } from '../../domain/body.ts'
import type { PaperData } from '../../domain/paper-tags.ts'
import { PAPER_TITLES } from '../../domain/paper-words.ts'
import { stepPapers } from '../../domain/papers-given.ts'
import { PAPER_ACTS, PAPER_KINDS, bodyOf } from '../../domain/papers.ts'
import type { PaperKind } from '../../domain/papers.ts'
import { officeAt } from '../../domain/people.ts'
import type { StepRule } from '../../domain/procedure.ts'
import { stepById } from '../../domain/steps.ts'
import type { Instant } from '../../domain/time/civil.ts'
import type { Deps } from '../deps.ts'
import { freeRenderer } from '../free-renderer.ts'
import { Problem } from '../problems.ts'
import { id, instant, positive, sha256 } from '../schemas.ts'

export const paperKind = z.enum(PAPER_KINDS)
export const paperFormat = z.enum(['docx', 'pdf'])
export const MIMES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

export const issuedPaper = z
  .object({
    id,
    kind: paperKind,
    name: z.string(),
    status: z.enum(['issued', 'replaced', 'corrected', 'recalled']),
    step: z.string(),
    officeId: id,
    register: z.string().nullable(),
    year: z.int().nullable(),
    number: positive.nullable(),
    /** Null until the files are made. */
    symbol: z.string().nullable(),
    excerpt: z.string().nullable(),
    signedBy: id.nullable(),
    signedAt: instant,
    /** False while the files are being made. */
    ready: z.boolean(),
    /** Erased with what was written in its dossier: the files are gone. */
    erased: z.boolean(),
    pages: z.int().nullable(),
    docxSha256: sha256.nullable(),
    pdfSha256: sha256.nullable(),
  })
  .meta({ id: 'Paper' })
type Issued = z.input<typeof issuedPaper>

export const offeredPaper = z.object({
  kind: paperKind,
  name: z.string(),
  on: z.enum(PAPER_ACTS),
  step: z.string(),
})

interface PaperRow extends Omit<Issued, 'name' | 'signedAt'> {
  readonly signedAt: Date
  readonly dossierId: string | null
  readonly batchId: string | null
}

const COLUMNS = `id, kind, status, step, office_id AS "officeId", register, year, number, symbol, excerpt, signed_by AS "signedBy",
  signed_at AS "signedAt", made_at IS NOT NULL OR erased_at IS NOT NULL AS ready, erased_at IS NOT NULL AS erased, pages,
  CASE WHEN erased_at IS NULL THEN docx_sha256 END AS "docxSha256", CASE WHEN erased_at IS NULL THEN pdf_sha256 END AS "pdfSha256",
  dossier_id AS "dossierId", batch_id AS "batchId"`

function issuedOf({ dossierId: _d, batchId: _b, ...row }: PaperRow): Issued {
  return { ...row, name: PAPER_TITLES[row.kind].vi, signedAt: row.signedAt.toISOString() }
}

/**
 * Issued papers of a dossier or a batch, in the order of their issuing; its batch's decision is a dossier's, too. Those that
 * have no files yet are made before others, for somebody waits for them.
 */
export async function issuedPapers(
  db: Queryable,
  of: { dossierId: string } | { batchId: string },
): Promise<Issued[]> {
  const [where, value] =
    'batchId' in of
      ? ['batch_id = $1', of.batchId]
      : [
          `dossier_id = $1 OR batch_id IN (SELECT batch_id FROM batch_item WHERE dossier_id = $1 AND status = 'applied')`,
          of.dossierId,
        ]
  const { rows } = await db.query<PaperRow>(
    `SELECT ${COLUMNS} FROM paper WHERE ${where} ORDER BY created_at, batch_id IS NULL, id LIMIT 500`,
    [value],
  )
  const unmade = rows.filter(({ ready }) => !ready).map((row) => row.id)
  await wantPapers(db, unmade)
  return rows.map(issuedOf)
}

/** One issued paper with whom it is about; throws `notFound`. */
export async function paperRow(db: Queryable, paperId: string): Promise<PaperRow> {
  const { rows } = await db.query<PaperRow>(`SELECT ${COLUMNS} FROM paper WHERE id = $1`, [paperId])
  if (rows[0] === undefined) throw new Problem('notFound')
  return rows[0]
}

/** The papers that the step where a dossier stands gives or offers. */
export async function offeredPapers(pool: Pool, dossierId: string): Promise<z.input<typeof offeredPaper>[]> {
  const dossier = await readDossier(pool, pool, dossierId)
  if (dossier === null) throw new Problem('notFound')
  const step = stepById(dossier.procedure, dossier.state.step)
  return (step === null ? [] : stepPapers(step)).map(({ kind, on }) => ({
    kind,
    name: PAPER_TITLES[kind].vi,
    on,
    step: dossier.state.step,
  }))
}

/** The step that a kind belongs to: the present one where it gives it, else the last that was passed, else the present. */
function stepFor({ state, procedure }: DossierOf, kind: PaperKind): StepRule {
  const gives = (step: StepRule): boolean => stepPapers(step).some((rule) => rule.kind === kind)
  const path = procedure.paths.find((one) => one.id === state.path)
  const passed = (path?.steps ?? []).slice(0, (path?.steps.indexOf(state.step) ?? 0) + 1).reverse()
  const found = passed.map((step) => stepById(procedure, step)).find((step) => step !== null && gives(step))
  const step = found ?? stepById(procedure, state.step)
  if (step === null || step === undefined) throw new Error(`step ${state.step} of ${procedure.id}: not there`)
  return step
}

async function writtenAt(db: Queryable, { state }: DossierOf, step: string): Promise<Body | null> {
  const { rows } = await db.query<{ body: Body | null }>(
    'SELECT body FROM content WHERE dossier_id = $1 AND hash = $2',
    [state.id, state.contents[step] ?? ''],
  )
  return rows[0]?.body ?? null
}

/** What a draft of the kind would say about a dossier at present. */
export async function draftData(
  deps: Deps,
  dossierId: string,
  kind: PaperKind,
  at: Instant,
): Promise<PaperData> {
  const { pool, settings } = deps
  const dossier = await readDossier(pool, pool, dossierId)
  if (dossier === null) throw new Problem('notFound')
  const step = stepFor(dossier, kind)
  const party = step.parties[0]
  const officeId = party === undefined ? null : officeAt(dossier.state.offices, party.level)
  const office = (await readOffices(pool, [officeId ?? dossier.owner.id])).must(officeId ?? dossier.owner.id)
  const role = party?.role ?? 'unitHead'
  const rule = stepPapers(step).find((one) => one.kind === kind)
  const ending = await endingNow(pool, office.id, rule?.register)
  const data = await collect({
    db: pool,
    pool,
    publicUrl: settings.publicUrl,
    dossier,
    asked: {
      kind,
      step,
      body: bodyOf(role, office.kind),
      office,
      role,
      number: null,
      signedBy: null,
      form: null,
      at,
      draft: true,
      written: await writtenAt(pool, dossier, step.id),
      event: {},
    },
  })
  return ending === null ? data : { ...data, symbol: ending }
}

/** What a draft of the decision over many would say. */
export async function draftBatchData(
  { pool }: Deps,
  batchId: string,
  kind: PaperKind,
  at: Instant,
): Promise<PaperData> {
  const batch = await readBatch(pool, batchId)
  const { rows } = await pool.query<{ id: string; version: number; year: number }>(
    'SELECT procedure_id AS id, procedure_version AS version, year FROM campaign WHERE id = $1',
    [batch?.campaignId ?? ''],
  )
  const [campaign] = rows
  const published =
    campaign === undefined ? null : await libraryOf(pool).procedure(campaign.id, campaign.version)
  if (batch === null || campaign === undefined || published === null) throw new Problem('notFound')
  const role = stepById(published.procedure, batch.step ?? '')?.parties[0]?.role ?? 'provinceChair'
  return collectBatch(pool, {
    kind,
    batch,
    procedure: published.procedure,
    year: campaign.year,
    role,
    form: null,
    at,
    draft: true,
  })
}

/** Fills a template (the one in use, or one just brought) with a draft's data; nothing is stored. */
export async function renderDraft(
  { pool }: Deps,
  kind: PaperKind,
  data: PaperData,
  format: 'docx' | 'pdf',
  template?: Buffer,
): Promise<Rendered> {
  const renderer = freeRenderer()
  const docx = template ?? (await templateInUse(pool, renderer, kind)).docx
  return renderer.ask({ do: 'render', template: docx, data, draft: true, pdf: format === 'pdf' })
}
