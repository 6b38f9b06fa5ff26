// Criteria sheets: read, drafted and published in versions. A campaign takes the version that it names.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { criteriaSheetSchema } from '../../procedures/schema.ts'
import { requireRoot } from '../admin/root.ts'
import {
  draftBasis,
  draftHash,
  dropDraft,
  publishDraft,
  readSheet,
  saveDraft,
  sheetGiven,
  sheetId,
} from '../admin/sheets.ts'
import type { CriteriaSheet } from '../../domain/command.ts'
import { Problem } from '../problems.ts'
import { Answer, route } from '../route.ts'
import type { Route } from '../route.ts'
import { instant, positive, queryNumber, sha256 } from '../schemas.ts'

const tag = 'sheets'
const bySheet = z.strictObject({ id: sheetId })

const sheetItem = z
  .object({
    id: z.string(),
    vi: z.string(),
    version: positive,
    sample: z.boolean(),
    criteria: z.int(),
    /** Null: the draft of a version to come. */
    publishedAt: instant.nullable(),
  })
  .meta({ id: 'SheetItem' })

const draftReply = z.object({ basis: sha256, sheet: criteriaSheetSchema })

function draftOf(draft: CriteriaSheet) {
  const basis = draftHash(draft)
  if (basis === null) throw new Error(`sheet ${draft.id}: a draft without a hash`)
  return { basis, sheet: draft }
}

export const sheetRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/sheets',
    id: 'listSheets',
    summary: 'Criteria sheets in all versions, the newest of each first, drafts among them',
    tag,
    access: 'person',
    reply: z.object({ items: z.array(sheetItem) }),
    handle: async ({ deps }) => {
      const stored = await deps.prisma.criteriaSheet.findMany({
        orderBy: [{ id: 'asc' }, { version: 'desc' }],
        take: 1000,
      })
      return {
        items: stored.map(({ id, version, sample, data, publishedAt }) => {
          // Only text that fits the schema is ever stored.
          const { vi, criteria } = data as unknown as CriteriaSheet
          return {
            id,
            vi,
            version,
            sample,
            criteria: criteria.length,
            publishedAt: publishedAt?.toISOString() ?? null,
          }
        }),
      }
    },
  }),
  route({
    method: 'get',
    path: '/sheets/{id}/versions/{version}',
    id: 'getSheet',
    summary: 'One published version of a criteria sheet',
    tag,
    access: 'person',
    params: z.strictObject({ id: sheetId, version: queryNumber(1, 100_000) }),
    reply: z.object({ sheet: criteriaSheetSchema, publishedAt: instant }),
    handle: async ({ deps, params }) => {
      const stored = await deps.prisma.criteriaSheet.findUnique({ where: { id_version: params } })
      if (stored === null || stored.publishedAt === null) throw new Problem('notFound')
      const sheet = stored.data as unknown as CriteriaSheet
      return { sheet, publishedAt: stored.publishedAt.toISOString() }
    },
  }),
  route({
    method: 'get',
    path: '/sheets/{id}/draft',
    id: 'getSheetDraft',
    summary: 'The draft of a sheet’s next version, with the basis that saving and publishing name',
    tag,
    access: ['administrator'],
    params: bySheet,
    reply: draftReply,
    handle: async ({ deps, params }) => {
      const { draft } = await readSheet(deps.pool, params.id)
      if (draft === null) throw new Problem('notFound')
      return draftOf(draft)
    },
  }),
  route({
    method: 'put',
    path: '/sheets/{id}/draft',
    id: 'saveSheetDraft',
    summary: 'Save the draft of a sheet’s next version over the one that was read',
    tag,
    access: ['administrator'],
    params: bySheet,
    body: z.strictObject({ basis: draftBasis, ...sheetGiven.shape }),
    reply: draftReply,
    handle: async ({ deps, actor, params, body }) => {
      requireRoot(actor)
      const { basis, ...given } = body
      return draftOf(await inTransaction(deps.pool, (client) => saveDraft(client, params.id, given, basis)))
    },
  }),
  route({
    method: 'delete',
    path: '/sheets/{id}/draft',
    id: 'dropSheetDraft',
    summary: 'Throw a draft away',
    tag,
    access: ['administrator'],
    params: bySheet,
    status: 204,
    handle: async ({ deps, actor, params }) => {
      requireRoot(actor)
      await inTransaction(deps.pool, (client) => dropDraft(client, params.id))
      return new Answer(204, undefined)
    },
  }),
  route({
    method: 'post',
    path: '/sheets/{id}/publish',
    id: 'publishSheet',
    summary: 'Publish the draft that was read as the next version; it never changes again',
    tag,
    access: ['administrator'],
    params: bySheet,
    body: z.strictObject({ basis: sha256 }),
    reply: z.object({ sheet: criteriaSheetSchema }),
    handle: async ({ deps, actor, at, params, body }) => {
      requireRoot(actor)
      const doing = { by: actor.personId, at }
      const sheet = await inTransaction(deps.pool, (client) =>
        publishDraft(client, params.id, body.basis, doing),
      )
      return { sheet }
    },
  }),
]
