// Sheets that people bring in: uploaded, previewed row by row, confirmed, and given back with what became of each row; and
// the sheets to fill in. An import is its owner's alone; what it writes goes by his roles at that moment.
import { z } from 'zod'
import { wakeImport } from '../../activities/imports/index.ts'
import { inTransaction } from '../../activities/pool.ts'
import type { Client } from '../../activities/pool.ts'
import { orUnavailable } from '../admin/following.ts'
import { keyHeaders } from '../admin/once.ts'
import { resultKind } from '../admin/results.ts'
import { byId } from '../admin/schemas.ts'
import { holdsAny } from '../auth/actor.ts'
import type { Actor } from '../auth/actor.ts'
import type { Deps } from '../deps.ts'
import { listJobs, readJob, readRows, ROW_RESULTS } from '../imports/jobs.ts'
import type { Job } from '../imports/jobs.ts'
import { FATES, IMPORT_KINDS } from '../imports/kind.ts'
import { kindOf } from '../imports/kinds.ts'
import { importReply, importReplyOf, importRow, importRowOf } from '../imports/replies.ts'
import { writeResultFile } from '../imports/result-file.ts'
import { templateFile } from '../imports/template.ts'
import { takeUpload } from '../imports/upload.ts'
import { confirmImport } from '../imports/write.ts'
import { Problem } from '../problems.ts'
import { packCursor, unpackCursor } from '../reads/cursor.ts'
import { WRITTEN, route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, id, pageOf, pageQuery, queryNumber, sha256 } from '../schemas.ts'
import { XLSX_TYPE, beginFile } from '../sheet-files/attachment.ts'
import { ReaderGone } from '../sheet-files/xlsx.ts'

const tag = 'imports'

/** What holds for every row of the file that doesn't say it itself. */
const optionsQuery = {
  resultKind: resultKind.optional(),
  year: queryNumber(2000, 2100).optional(),
  campaign: id.optional(),
  action: z.enum(['assess', 'inspect']).optional(),
} as const
const kindQuery = z.strictObject({ kind: z.enum(IMPORT_KINDS), ...optionsQuery })

function optionsOf({ campaign, kind: _, ...options }: z.output<typeof kindQuery>) {
  return { ...options, ...(campaign === undefined ? {} : { campaignId: campaign }) }
}

/** The kind, for somebody who may bring in such sheets; throws `forbidden`. */
async function kindFor(deps: Deps, actor: Actor, query: z.output<typeof kindQuery>) {
  const kind = await kindOf(deps.pool, { kind: query.kind, options: optionsOf(query) }, actor)
  if (kind === null) throw new Problem('notFound', { field: 'campaign' })
  if (!holdsAny(actor, kind.roles)) throw new Problem('forbidden')
  return kind
}

/** The actor's own import; throws `notFound`. */
async function ownJob(
  db: Pick<Client, 'query'>,
  actor: Actor,
  importId: string,
  lock: '' | 'FOR UPDATE' = '',
) {
  const job = await readJob(db, importId, lock)
  if (job === null || job.requestedBy !== actor.personId) throw new Problem('notFound')
  return job
}

function wake(deps: Deps, { id: importId, status }: Job): Promise<void> {
  if (status !== 'reading' && status !== 'writing') return Promise.resolve()
  return orUnavailable(deps, { importId }, () => wakeImport(deps.temporal, importId))
}

export const importRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/imports/templates/{kind}',
    id: 'getImportTemplate',
    summary:
      'The sheet to fill in for a kind of list, with its heads, notes, lists to choose from and an example',
    tag,
    access: 'person',
    params: z.strictObject({ kind: z.enum(IMPORT_KINDS) }),
    query: z.strictObject(optionsQuery),
    replyType: XLSX_TYPE,
    handle: async ({ deps, actor, params, query, res }) => {
      const kind = await kindFor(deps, actor, { ...params, ...query })
      const file = await templateFile(kind)
      beginFile(res, `Mẫu ${kind.vi.toLowerCase()}.xlsx`, XLSX_TYPE)
      res.end(file)
      return WRITTEN
    },
  }),
  route({
    method: 'post',
    path: '/imports',
    id: 'uploadImport',
    summary:
      'Upload a list as people keep it (.xlsx or CSV); it is read and previewed, and nothing of it is written yet',
    tag,
    access: 'person',
    headers: keyHeaders,
    query: kindQuery,
    rawBody: { contentType: 'multipart/form-data', fields: ['file'] },
    status: 202,
    reply: importReply,
    handle: async ({ deps, actor, at, req, res, query }) => {
      // Before a byte is taken in: may he bring in such lists at all?
      await kindFor(deps, actor, query)
      const job = await takeUpload({ deps, req, res, actor, at, kind: query.kind, options: optionsOf(query) })
      await wake(deps, job)
      return importReplyOf(deps.pool, job)
    },
  }),
  route({
    method: 'get',
    path: '/imports',
    id: 'listImports',
    summary: 'One’s own imports of the last weeks, the newest first',
    tag,
    access: 'person',
    query: z.strictObject(pageQuery),
    reply: pageOf(importReply),
    handle: async ({ deps, actor, query }) => {
      const { limit = PAGE_SIZE } = query
      const jobs = await listJobs(deps.pool, actor.personId, { cursor: unpackCursor(query.cursor), limit })
      const shown = jobs.slice(0, limit)
      const items = await Promise.all(shown.map((job) => importReplyOf(deps.pool, job)))
      const last = shown.at(-1)
      const more = jobs.length > limit && last !== undefined
      return { items, nextCursor: more ? packCursor([last.createdAt.toISOString(), last.id]) : null }
    },
  }),
  route({
    method: 'get',
    path: '/imports/{id}',
    id: 'getImport',
    summary: 'How far an import is: rows read or written, how many of each fate and result',
    tag,
    access: 'person',
    params: byId,
    reply: importReply,
    handle: async ({ deps, actor, params }) =>
      importReplyOf(deps.pool, await ownJob(deps.pool, actor, params.id)),
  }),
  route({
    method: 'get',
    path: '/imports/{id}/rows',
    id: 'listImportRows',
    summary: 'The rows of an import in the file’s order: fate, changed fields, mistakes by cell, result',
    tag,
    access: 'person',
    params: byId,
    query: z.strictObject({
      fate: z.enum(FATES).optional(),
      result: z.enum(ROW_RESULTS).optional(),
      ...pageQuery,
    }),
    reply: pageOf(importRow),
    handle: async ({ deps, actor, params, query }) => {
      const { limit = PAGE_SIZE, cursor, fate, result } = query
      const job = await ownJob(deps.pool, actor, params.id)
      const after = Number(unpackCursor(cursor, 'text')?.[0] ?? 0)
      if (!Number.isSafeInteger(after)) throw new Problem('invalidRequest', { field: 'cursor' })
      const rows = await readRows(deps.pool, job.id, { fate, result, after, limit: limit + 1 })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const more = rows.length > limit && last !== undefined
      return {
        items: shown.map((row) => importRowOf(job, row)),
        nextCursor: more ? packCursor([String(last.ord), job.id]) : null,
      }
    },
  }),
  route({
    method: 'post',
    path: '/imports/{id}/confirm',
    id: 'confirmImport',
    summary:
      'Have the rows written that the preview showed as new or changed; rows with mistakes are left out',
    tag,
    access: 'person',
    params: byId,
    body: z.strictObject({ previewHash: sha256 }),
    status: 202,
    reply: importReply,
    handle: async ({ deps, actor, at, params, body }) => {
      const job = await inTransaction(deps.pool, async (client) => {
        const found = await ownJob(client, actor, params.id, 'FOR UPDATE')
        const kind = await kindOf(deps.pool, found, actor)
        if (kind === null || !holdsAny(actor, kind.roles)) throw new Problem('forbidden')
        if (!(await confirmImport(client, found, body.previewHash, at))) {
          const { status, previewHash } = found
          throw new Problem('versionConflict', { field: 'previewHash', current: { status, previewHash } })
        }
        return ownJob(client, actor, params.id)
      })
      await wake(deps, job)
      return importReplyOf(deps.pool, job)
    },
  }),
  route({
    method: 'post',
    path: '/imports/{id}/cancel',
    id: 'cancelImport',
    summary: 'Give up an import that isn’t confirmed; nothing of it was written',
    tag,
    access: 'person',
    params: byId,
    reply: importReply,
    handle: async ({ deps, actor, params }) =>
      inTransaction(deps.pool, async (client) => {
        const job = await ownJob(client, actor, params.id, 'FOR UPDATE')
        if (job.status === 'writing' || job.status === 'done') throw new Problem('inUse')
        await client.query("UPDATE import_job SET status = 'cancelled' WHERE id = $1", [job.id])
        return importReplyOf(client, { ...job, status: 'cancelled' })
      }),
  }),
  route({
    method: 'get',
    path: '/imports/{id}/file',
    id: 'downloadImportResult',
    summary: 'The rows that came in, at their numbers, with two columns more: what became of each, and why',
    tag,
    access: 'person',
    params: byId,
    replyType: XLSX_TYPE,
    handle: async ({ deps, actor, params, res }) => {
      const job = await ownJob(deps.pool, actor, params.id)
      if (job.previewHash === null) throw new Problem('notFound')
      beginFile(res, `Kết quả ${job.fileName.replace(/\.[^.]*$/u, '')}.xlsx`, XLSX_TYPE)
      try {
        await writeResultFile(deps.pool, job, res)
      } catch (error) {
        if (!(error instanceof ReaderGone)) throw error
      }
      return WRITTEN
    },
  }),
]
