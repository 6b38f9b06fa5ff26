// Papers of dossiers and batches: what can be made now, drafts to read and edit, and the issued ones as they were signed.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Response } from 'express'
import { z } from 'zod'
import { hasFile, pathOf } from '../../activities/files.ts'
import { wantPapers } from '../../activities/papers/make.ts'
import { PAPER_TITLES } from '../../domain/paper-words.ts'
import type { PaperKind } from '../../domain/papers.ts'
import type { Actor } from '../auth/actor.ts'
import type { Queryable } from '../../activities/pool.ts'
import { findBatch } from '../batches/reads.ts'
import { asDownload } from '../downloads.ts'
import { Problem } from '../problems.ts'
import type { Reading } from '../reads/detail.ts'
import { openFiles } from '../reads/files.ts'
import {
  MIMES,
  draftBatchData,
  draftData,
  issuedPaper,
  issuedPapers,
  offeredPaper,
  offeredPapers,
  paperFormat,
  paperKind,
  paperRow,
  renderDraft,
} from '../reads/papers.ts'
import { WRITTEN, route } from '../route.ts'
import type { Route } from '../route.ts'
import { id } from '../schemas.ts'
import { Values, readsDossier, scopeOf } from '../scope.ts'

const tag = 'papers'

/** Kinds that show what an inspector found. */
const OF_FINDINGS: readonly PaperKind[] = ['inspectionMinutes', 'report']

/**
 * Opens a dossier's papers for whoever may read what was written in it; else it isn't there. Gives which of them he may
 * have: what a blind inspector found stays hidden from the other one as long as his findings are.
 */
async function openPapers(
  reading: Reading,
  dossierId: string,
  name: string,
): Promise<(kind: PaperKind) => boolean> {
  const { hidden } = await openFiles(reading, dossierId, name)
  return (kind) => hidden.length === 0 || !OF_FINDINGS.includes(kind)
}

/** Whether a paper over many concerns the person: the batch does, or a dossier of it that he may read. */
async function mayReadBatchPaper(db: Queryable, actor: Actor, batchId: string): Promise<boolean> {
  if ((await findBatch(db, actor, batchId)) !== null) return true
  const values = new Values()
  const { rowCount } = await db.query(
    `SELECT 1 FROM batch_item i JOIN dossier d ON d.id = i.dossier_id
     WHERE i.batch_id = ${values.add(batchId)} AND i.status = 'applied' AND ${readsDossier(scopeOf(actor), values)} LIMIT 1`,
    values.list,
  )
  return rowCount === 1
}

/** Writes a draft as a download. */
export function sendDraft(
  res: Response,
  kind: PaperKind,
  format: 'docx' | 'pdf',
  bytes: Uint8Array,
): typeof WRITTEN {
  asDownload(res, MIMES[format], bytes.length, `Dự thảo ${PAPER_TITLES[kind].vi}.${format}`)
  res.end(Buffer.from(bytes))
  return WRITTEN
}

export const paperRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/dossiers/{id}/papers',
    id: 'listPapers',
    summary: 'Papers that the dossier’s step gives or offers, and those already issued',
    tag,
    access: 'person',
    params: z.strictObject({ id }),
    reply: z.object({ offered: z.array(offeredPaper), issued: z.array(issuedPaper) }),
    handle: async ({ deps, actor, at, params }) => {
      const shows = await openPapers({ deps, actor, at }, params.id, 'listPapers')
      const [offered, issued] = await Promise.all([
        offeredPapers(deps.pool, params.id),
        issuedPapers(deps.pool, { dossierId: params.id }),
      ])
      return {
        offered: offered.filter(({ kind }) => shows(kind)),
        issued: issued.filter(({ kind }) => shows(kind)),
      }
    },
  }),
  route({
    method: 'get',
    path: '/dossiers/{id}/papers/{kind}/draft/{format}',
    id: 'draftPaper',
    summary: 'A draft of a paper from the dossier as it stands, marked as one; nothing is stored',
    tag,
    access: 'person',
    params: z.strictObject({ id, kind: paperKind, format: paperFormat }),
    replyType: 'application/octet-stream',
    handle: async ({ deps, actor, at, res, params: { id: dossierId, kind, format } }) => {
      const shows = await openPapers({ deps, actor, at }, dossierId, 'draftPaper')
      if (!shows(kind)) throw new Problem('notFound')
      const made = await renderDraft(deps, kind, await draftData(deps, dossierId, kind, at), format)
      return sendDraft(res, kind, format, made.pdf ?? made.docx)
    },
  }),
  route({
    method: 'get',
    path: '/batches/{id}/papers',
    id: 'listBatchPapers',
    summary: 'Papers that the decision of a batch issued',
    tag,
    access: 'person',
    params: z.strictObject({ id }),
    reply: z.object({ issued: z.array(issuedPaper) }),
    handle: async ({ deps, actor, params }) => {
      if ((await findBatch(deps.pool, actor, params.id)) === null) throw new Problem('notFound')
      return { issued: await issuedPapers(deps.pool, { batchId: params.id }) }
    },
  }),
  route({
    method: 'get',
    path: '/batches/{id}/papers/{kind}/draft/{format}',
    id: 'draftBatchPaper',
    summary: 'A draft of the decision over a batch with its list, before it is signed',
    tag,
    access: 'person',
    params: z.strictObject({ id, kind: z.enum(['decision', 'notice', 'proposal']), format: paperFormat }),
    replyType: 'application/octet-stream',
    handle: async ({ deps, actor, at, res, params: { id: batchId, kind, format } }) => {
      if ((await findBatch(deps.pool, actor, batchId)) === null) throw new Problem('notFound')
      const made = await renderDraft(deps, kind, await draftBatchData(deps, batchId, kind, at), format)
      return sendDraft(res, kind, format, made.pdf ?? made.docx)
    },
  }),
  route({
    method: 'get',
    path: '/papers/{id}/{format}',
    id: 'downloadPaper',
    summary: 'An issued paper as it was signed: the PDF, or the Word file that it was drawn from',
    tag,
    access: 'person',
    params: z.strictObject({ id, format: paperFormat }),
    replyType: 'application/octet-stream',
    handle: async ({ deps, actor, at, res, params: { id: paperId, format } }) => {
      const paper = await paperRow(deps.pool, paperId)
      const shown =
        paper.dossierId === null
          ? await mayReadBatchPaper(deps.pool, actor, paper.batchId ?? '')
          : (await openPapers({ deps, actor, at }, paper.dossierId, 'downloadPaper'))(paper.kind)
      if (!shown || paper.erased) throw new Problem('notFound')
      const hash = format === 'pdf' ? paper.pdfSha256 : paper.docxSha256
      if (hash === null) {
        await wantPapers(deps.pool, [paper.id])
        throw new Problem('unavailable', { retryAfterSeconds: 3 })
      }
      const folder = deps.settings.documentDir
      if (!(await hasFile(folder, hash))) throw new Error(`paper ${paper.id}: ${hash} is not in its folder`)
      const name = `${PAPER_TITLES[paper.kind].vi} ${(paper.symbol ?? '').replaceAll('/', '-')}.${format}`
      const { size } = await stat(pathOf(folder, hash))
      asDownload(res, MIMES[format], size, name)
      await pipeline(createReadStream(pathOf(folder, hash)), res)
      return WRITTEN
    },
  }),
]
