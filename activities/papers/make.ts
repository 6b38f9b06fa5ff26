// Makes the files of issued papers: takes the lines of the outbox that acts wrote, collects what each paper says, fills and
// draws it outside any transaction, and stores files and row together. Killed anywhere and begun again it does the same
// once more; a paper that has its files is never touched.
import type { PaperData } from '../../domain/paper-tags.ts'
import { symbolOf } from '../../domain/symbols.ts'
import type { PaperBody, PaperKind } from '../../domain/papers.ts'
import { stepById } from '../../domain/steps.ts'
import type { Body } from '../../domain/body.ts'
import type { Role, SigningForm } from '../../domain/vocabulary.ts'
import { readBatch } from '../batch/row.ts'
import { keepBytes, sha256Of } from '../files.ts'
import { inTransaction } from '../pool.ts'
import type { Pool, Queryable } from '../pool.ts'
import { libraryOf } from '../record/cache.ts'
import { hashOf } from '../record/canonical.ts'
import { recordIncident } from '../record/incidents.ts'
import { lockFile } from '../upkeep/uploads.ts'
import { collectBatch } from './collect-batch.ts'
import { collect } from './collect.ts'
import type { Asked } from './collecting.ts'
import { PAPER_TOPIC } from './issue.ts'
import { readDossier, readOffices } from './names.ts'
import { clean } from './fill.ts'
import type { Renderer } from './renderer.ts'
import { endingGiven } from './symbols.ts'
import { templateInUse } from './templates-store.ts'

export interface MakerDeps {
  readonly pool: Pool
  readonly renderer: Renderer
  readonly documentDir: string
  readonly publicUrl: string
}

interface PaperRow {
  readonly id: string
  readonly act: string
  readonly kind: PaperKind
  readonly dossier_id: string | null
  readonly batch_id: string | null
  readonly step: string
  readonly office_id: string
  readonly body: PaperBody
  readonly register: string | null
  readonly year: number | null
  readonly number: number | null
  readonly signed_by: string | null
  readonly signing_form: SigningForm | null
  readonly signed_at: Date
  readonly role: Role
  readonly attempts: number
}

/** How long one who makes a paper has it to himself, in seconds; and the longest pause after a failure. */
const LEASE_SECONDS = 300
const LONGEST_PAUSE_SECONDS = 3600

// By the real clock, whatever the instance's: these are retries.
const TAKE_SQL = `
UPDATE outbox o SET attempts = o.attempts + 1, next_at = clock_timestamp() + interval '${LEASE_SECONDS} seconds'
FROM paper p
WHERE o.id = (
    SELECT o.id FROM paper p JOIN outbox o ON o.key = '${PAPER_TOPIC}/' || p.id
    WHERE p.made_at IS NULL AND p.erased_at IS NULL AND (o.attempts = 0 OR o.next_at <= clock_timestamp())
    ORDER BY p.wanted_at, p.created_at, p.id FOR UPDATE OF o SKIP LOCKED LIMIT 1)
  AND o.key = '${PAPER_TOPIC}/' || p.id
RETURNING p.id, p.act, p.kind, p.dossier_id, p.batch_id, p.step, p.office_id, p.body, p.register, p.year, p.number, p.signed_by, p.signing_form,
  p.signed_at, o.payload->>'role' AS role, o.attempts`

/** Puts papers that somebody waits for before those that nobody has asked for yet; made ones stay as they are. */
export async function wantPapers(db: Queryable, paperIds: readonly string[]): Promise<void> {
  if (paperIds.length === 0) return
  await db.query(
    `UPDATE paper SET wanted_at = clock_timestamp()
     WHERE id = ANY($1::text[]) AND made_at IS NULL AND erased_at IS NULL AND wanted_at IS NULL`,
    [paperIds],
  )
}

/** Makes every paper whose files are still to be made; gives how many were. One that fails waits, and holds up no other. */
export async function makePapers(deps: MakerDeps, ended: () => boolean = () => false): Promise<number> {
  let made = 0
  while (!ended()) {
    const { rows } = await deps.pool.query<PaperRow>(TAKE_SQL)
    const [paper] = rows
    if (paper === undefined) break
    try {
      await make(deps, paper)
      made += 1
    } catch (error) {
      await putOff(deps.pool, paper, error)
    }
  }
  return made
}

/** Tries it again after a pause that grows; what failed is written down as an incident, the first time. */
async function putOff(pool: Pool, { id, attempts }: PaperRow, error: unknown): Promise<void> {
  const text = error instanceof Error ? error.message : String(error)
  await pool.query(
    `UPDATE outbox SET error = $2, next_at = clock_timestamp() + make_interval(secs => $3) WHERE key = $1`,
    [`${PAPER_TOPIC}/${id}`, text.slice(0, 2000), Math.min(5 * 3 ** attempts, LONGEST_PAUSE_SECONDS)],
  )
  if (attempts === 1) await recordIncident(pool, error, { place: 'papers.make', context: { paperId: id } })
}

async function make(deps: MakerDeps, paper: PaperRow): Promise<void> {
  const { pool, renderer, documentDir } = deps
  const [data, ending, template] = await Promise.all([
    dataOf(deps, paper),
    endingOf(pool, paper),
    templateInUse(pool, renderer, paper.kind),
  ])
  const symbol = ending ?? (typeof data.symbol === 'string' ? data.symbol : '')
  const said = clean({ ...data, symbol })
  const { docx, pdf, pages } = await renderer.ask({
    do: 'render',
    template: template.docx,
    data: said,
    draft: false,
    pdf: true,
  })
  if (pdf === null) throw new Error(`paper ${paper.id}: no PDF came back`)
  const files = [Buffer.from(docx), Buffer.from(pdf)].map((bytes) => ({ bytes, sha256: sha256Of(bytes) }))
  const [word, page] = files
  if (word === undefined || page === undefined) throw new Error(`paper ${paper.id}: a file is missing`)
  await inTransaction(pool, async (client) => {
    // Against the sweep of files that no row knows: files and row come together.
    for (const { bytes, sha256 } of [...files].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))) {
      await lockFile(client, sha256)
      await keepBytes(documentDir, bytes, sha256)
    }
    await client.query(
      `UPDATE paper SET template_version = $2, data = $3, data_sha256 = $4, docx_sha256 = $5, docx_size = $6, pdf_sha256 = $7,
         pdf_size = $8, pages = $9, symbol = $10, excerpt = $11, made_at = date_trunc('milliseconds', clock_timestamp())
       WHERE id = $1 AND made_at IS NULL AND erased_at IS NULL`,
      [
        paper.id,
        template.version,
        JSON.stringify(said),
        hashOf(said),
        word.sha256,
        word.bytes.length,
        page.sha256,
        page.bytes.length,
        pages,
        paper.number === null ? symbol : symbolOf(paper.number, symbol),
        said.excerpt,
      ],
    )
    await client.query(
      'UPDATE outbox SET sent_at = clock_timestamp(), error = NULL WHERE key = $1 AND sent_at IS NULL',
      [`${PAPER_TOPIC}/${paper.id}`],
    )
  })
}

async function endingOf(pool: Pool, paper: PaperRow): Promise<string | null> {
  const { office_id: officeId, register, year, number } = paper
  if (register === null || year === null || number === null) return null
  return endingGiven(pool, { officeId, register, year, number })
}

async function dataOf(deps: MakerDeps, paper: PaperRow): Promise<PaperData> {
  if (paper.batch_id !== null) return batchData(deps, paper, paper.batch_id)
  const { pool, publicUrl } = deps
  const dossier = paper.dossier_id === null ? null : await readDossier(pool, pool, paper.dossier_id)
  if (dossier === null) throw new Error(`paper ${paper.id}: its dossier is not there`)
  const step = stepById(dossier.procedure, paper.step)
  if (step === null) throw new Error(`paper ${paper.id}: step ${paper.step} is not there`)
  const [line, offices] = await Promise.all([actLine(deps.pool, paper), readOffices(pool, [paper.office_id])])
  const after: Partial<Asked> =
    line.type === 'handedOut'
      ? { step: { ...step, needs: dossier.procedure.after.handOut?.needs ?? [] }, after: true }
      : {}
  return collect({
    db: pool,
    pool,
    publicUrl,
    dossier,
    asked: {
      kind: paper.kind,
      step,
      body: paper.body,
      office: offices.must(paper.office_id),
      role: paper.role,
      number: paper.number,
      signedBy: paper.signed_by,
      form: paper.signing_form,
      at: paper.signed_at.toISOString(),
      draft: false,
      written: line.body,
      event: line.data,
      ...after,
    },
  })
}

interface ActLine {
  readonly type: string
  readonly body: Body | null
  readonly data: Record<string, unknown>
}

/** What the act wrote, and what its line of the record says of it. */
async function actLine(pool: Pool, { act, dossier_id: dossierId }: PaperRow): Promise<ActLine> {
  const { rows } = await pool.query<Omit<ActLine, 'data'> & { data: ActLine['data'] | null }>(
    `SELECT e.type, c.body, e.data->'data' AS data FROM event e
     LEFT JOIN content c ON c.dossier_id = e.dossier_id AND c.hash = e.data->>'bodyHash'
     WHERE e.dossier_id = $1 AND e.data->>'commandId' = $2 ORDER BY e.seq LIMIT 1`,
    [dossierId, act.replace(/^command\//u, '')],
  )
  const [line] = rows
  return { type: line?.type ?? '', body: line?.body ?? null, data: line?.data ?? {} }
}

async function batchData({ pool }: MakerDeps, paper: PaperRow, batchId: string): Promise<PaperData> {
  const batch = await readBatch(pool, batchId)
  const { rows } = await pool.query<{ id: string; version: number; year: number }>(
    'SELECT procedure_id AS id, procedure_version AS version, year FROM campaign WHERE id = $1',
    [batch?.campaignId ?? ''],
  )
  const [campaign] = rows
  const published =
    campaign === undefined ? null : await libraryOf(pool).procedure(campaign.id, campaign.version)
  if (batch === null || campaign === undefined || published === null)
    throw new Error(`paper ${paper.id}: its batch or campaign is not there`)
  return collectBatch(pool, {
    kind: paper.kind,
    batch,
    procedure: published.procedure,
    year: campaign.year,
    role: paper.role,
    form: paper.signing_form,
    at: paper.signed_at.toISOString(),
    draft: false,
  })
}
