// Templates of papers: read and downloaded in all versions with the tags that they may use, examined, tried on a dossier, and
// published. A file that somebody tries is stored nowhere; a version that is published never changes.
import type { Request, Response } from 'express'
import multer from 'multer'
import { z } from 'zod'
import type { Pool } from '../../activities/pool.ts'
import { TEMPLATE_CODES } from '../../activities/papers/examine.ts'
import { PAPER_SETTINGS } from '../../activities/papers/settings.ts'
import {
  TemplateMoved,
  listTemplates,
  publishTemplate,
  readTemplate,
  templateInUse,
} from '../../activities/papers/templates-store.ts'
import { LIMITS } from '../../activities/papers/unpack.ts'
import { printsTables, tablesOfKind } from '../../domain/paper-tables.ts'
import { sampleData, tagsOf } from '../../domain/paper-tags.ts'
import type { Tags } from '../../domain/paper-tags.ts'
import { PAPER_TITLES } from '../../domain/paper-words.ts'
import { PAPER_KINDS } from '../../domain/papers.ts'
import type { PaperKind } from '../../domain/papers.ts'
import type { Procedure } from '../../domain/procedure.ts'
import { requireRoot } from '../admin/root.ts'
import { asDownload } from '../downloads.ts'
import { asError } from '../faults.ts'
import { freeRenderer } from '../free-renderer.ts'
import { Problem } from '../problems.ts'
import { openFiles } from '../reads/files.ts'
import { MIMES, draftData, paperFormat, paperKind, renderDraft } from '../reads/papers.ts'
import { WRITTEN, route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, instant, positive, queryNumber, sha256 } from '../schemas.ts'
import { sendDraft } from './papers.ts'

const tag = 'paper-templates'
const byKind = z.strictObject({ kind: paperKind })
const rawBody = { contentType: 'multipart/form-data', fields: ['file'] } as const

const version = z
  .object({
    kind: paperKind,
    version: positive,
    sha256,
    size: z.int(),
    shipped: z.boolean(),
    publishedAt: instant,
    publishedBy: z.string(),
  })
  .meta({ id: 'PaperTemplate' })

const finding = z
  .object({ code: z.enum(TEMPLATE_CODES), name: z.string(), vi: z.string(), near: z.string() })
  .meta({ id: 'TemplateFinding' })

const tagView = z.object({
  /** As it is written in the template, lists and conditions as a pair. */
  tag: z.string(),
  vi: z.string(),
  type: z.enum(['text', 'flag', 'list', 'picture', 'tables']),
  /** The list that it stands inside. */
  inside: z.string().nullable(),
})

function tagViews(tags: Tags, inside: string | null = null): z.input<typeof tagView>[] {
  return Object.entries(tags).flatMap(([name, { vi, type, of }]) => [
    { tag: type === 'list' || type === 'flag' ? `{#${name}}…{/${name}}` : `{${name}}`, vi, type, inside },
    ...tagViews(of ?? {}, name),
  ])
}

const unprinted = z
  .object({ procedureId: z.string(), procedureVi: z.string(), tables: z.array(z.string()) })
  .meta({ id: 'UnprintedTables' })

/** Tables of the procedures in force that a template with these tags has no place for. */
async function unprintedOf(
  pool: Pool,
  kind: PaperKind,
  tags: readonly string[],
): Promise<z.input<typeof unprinted>[]> {
  if (printsTables(tags)) return []
  const { rows } = await pool.query<{ definition: Procedure }>(
    'SELECT DISTINCT ON (id) definition FROM procedure_version ORDER BY id, version DESC',
  )
  return rows.flatMap(({ definition }) => {
    const tables = tablesOfKind(definition, kind)
    return tables.length === 0
      ? []
      : [{ procedureId: definition.id, procedureVi: definition.vi, tables: [...tables] }]
  })
}

/** The one file of a request, in memory: templates are small, and none is kept before it is examined. */
async function fileOf(req: Request, res: Response): Promise<Buffer> {
  const limits = { fileSize: LIMITS.file, files: 1, fields: 0, parts: 2 }
  const take = multer({ storage: multer.memoryStorage(), limits }).single('file')
  await new Promise<void>((resolve, reject) => {
    void take(req, res, (error: unknown) => {
      if (error === undefined || error === null) resolve()
      else reject(asError(error))
    })
  })
  if (req.file === undefined || req.file.size === 0) throw new Problem('invalidRequest', { field: 'file' })
  return req.file.buffer
}

async function examine(kind: PaperKind, file: Buffer) {
  return freeRenderer().ask({ do: 'examine', kind, file })
}

async function refuseUnsound(kind: PaperKind, file: Buffer): Promise<void> {
  const { findings } = await examine(kind, file)
  if (findings.length === 0) return
  const errors = findings.map(({ code, name, vi, near }) => ({
    field: name,
    code,
    message: near === '' ? vi : `${vi} (${near})`,
  }))
  throw new Problem('invalidRequest', { field: 'file', errors })
}

export const paperTemplateRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/paper-templates',
    id: 'listPaperTemplates',
    summary: 'Kinds of papers with the versions of their templates, and what of their look is a setting',
    tag,
    access: 'person',
    reply: z.object({
      items: z.array(z.object({ kind: paperKind, name: z.string(), versions: z.array(version) })),
      settings: z.array(z.object({ id: z.string(), vi: z.string(), value: z.string(), why: z.string() })),
    }),
    handle: async ({ deps }) => {
      const all = await listTemplates(deps.pool, null)
      return {
        items: PAPER_KINDS.map((kind) => ({
          kind,
          name: PAPER_TITLES[kind].vi,
          versions: all.filter((one) => one.kind === kind),
        })),
        settings: PAPER_SETTINGS.map((setting) => ({ ...setting })),
      }
    },
  }),
  route({
    method: 'get',
    path: '/paper-templates/{kind}/tags',
    id: 'listPaperTags',
    summary: 'The tags that a template of the kind may use, each with what it stands for',
    tag,
    access: 'person',
    params: byKind,
    reply: z.object({ items: z.array(tagView) }),
    handle: ({ params }) => Promise.resolve({ items: tagViews(tagsOf(params.kind)) }),
  }),
  route({
    method: 'get',
    path: '/paper-templates/{kind}/file',
    id: 'downloadPaperTemplate',
    summary: 'The Word file of a version, the one in use where none is named',
    tag,
    access: 'person',
    params: byKind,
    query: z.strictObject({ version: queryNumber(1, 100_000).optional() }),
    replyType: 'application/octet-stream',
    handle: async ({ deps, res, params: { kind }, query }) => {
      const found =
        query.version === undefined
          ? await templateInUse(deps.pool, freeRenderer(), kind)
          : await readTemplate(deps.pool, kind, query.version)
      if (found === null) throw new Problem('notFound')
      asDownload(res, MIMES.docx, found.docx.length, `Mẫu ${PAPER_TITLES[kind].vi} bản ${found.version}.docx`)
      res.end(found.docx)
      return WRITTEN
    },
  }),
  route({
    method: 'get',
    path: '/paper-templates/{kind}/unprinted',
    id: 'listUnprintedTables',
    summary: 'Tables that procedures give papers of the kind, and that the template in use leaves out',
    tag,
    access: 'person',
    params: byKind,
    reply: z.object({ items: z.array(unprinted) }),
    handle: async ({ deps, params: { kind } }) => {
      const { docx } = await templateInUse(deps.pool, freeRenderer(), kind)
      const { tags } = await examine(kind, docx)
      return { items: await unprintedOf(deps.pool, kind, tags) }
    },
  }),
  route({
    method: 'post',
    path: '/paper-templates/{kind}/examination',
    id: 'examinePaperTemplate',
    summary: 'Examine a template: what is wrong with it, by name and place; nothing is stored',
    tag,
    access: ['administrator'],
    params: byKind,
    rawBody,
    reply: z.object({ findings: z.array(finding), unprinted: z.array(unprinted) }),
    handle: async ({ deps, req, res, params: { kind } }) => {
      const { findings, tags } = await examine(kind, await fileOf(req, res))
      return { findings: [...findings], unprinted: await unprintedOf(deps.pool, kind, tags) }
    },
  }),
  route({
    method: 'post',
    path: '/paper-templates/{kind}/preview',
    id: 'previewPaperTemplate',
    summary: 'Try a template on a dossier that one may read, or on the tags’ own meanings; nothing is stored',
    tag,
    access: ['administrator'],
    params: byKind,
    query: z.strictObject({ dossierId: id.optional(), format: paperFormat }),
    rawBody,
    replyType: 'application/octet-stream',
    handle: async ({ deps, actor, at, req, res, params: { kind }, query: { dossierId, format } }) => {
      if (dossierId !== undefined) await openFiles({ deps, actor, at }, dossierId, 'previewPaperTemplate')
      const file = await fileOf(req, res)
      await refuseUnsound(kind, file)
      const data =
        dossierId === undefined ? sampleData(tagsOf(kind)) : await draftData(deps, dossierId, kind, at)
      const made = await renderDraft(deps, kind, data, format, file)
      return sendDraft(res, kind, format, made.pdf ?? made.docx)
    },
  }),
  route({
    method: 'post',
    path: '/paper-templates/{kind}/versions',
    id: 'publishPaperTemplate',
    summary: 'Publish a template as the version after the one that was read; it never changes again',
    tag,
    access: ['administrator'],
    params: byKind,
    query: z.strictObject({ base: queryNumber(0, 100_000) }),
    rawBody,
    status: 201,
    reply: z.object({ version: positive }),
    handle: async ({ deps, actor, at, req, res, params: { kind }, query }) => {
      requireRoot(actor)
      const docx = await fileOf(req, res)
      await refuseUnsound(kind, docx)
      try {
        return {
          version: await publishTemplate(deps.pool, { kind, base: query.base, docx }, actor.personId, at),
        }
      } catch (error) {
        if (!(error instanceof TemplateMoved)) throw error
        throw new Problem('versionConflict', { field: 'base', current: { version: error.current } })
      }
    },
  }),
]
