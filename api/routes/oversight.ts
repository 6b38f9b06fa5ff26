// Oversight of one dossier: who read it, and what retention did or may do with it.
import { z } from 'zod'
import { readsHere, retentionOf, retentionOfDossier } from '../admin/dossier-retention.ts'
import { byId } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import { accessCursor, accessItem, accessItemOf, listAccess, openAccessLog } from '../reads/access.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { openForReading } from '../reads/detail.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, pageOf, pageQuery } from '../schemas.ts'

const lineId = z.string().regex(/^[1-9]\d{0,17}$/u)

export const oversightRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/dossiers/{id}/access',
    id: 'listAccess',
    summary:
      'Who read a dossier from outside its commune and unit, the latest first; asking is itself written down',
    tag: 'dossiers',
    access: ['auditor', 'administrator'],
    params: byId,
    query: z.strictObject(pageQuery),
    reply: pageOf(accessItem),
    handle: async ({ deps, actor, at, params, query }) => {
      const { limit = PAGE_SIZE } = query
      const cursor = unpackCursor(query.cursor)
      if (cursor !== null && !lineId.safeParse(cursor[1]).success)
        throw new Problem('invalidRequest', { field: 'cursor' })
      await openAccessLog(deps.pool, actor, params.id, at)
      const rows = await listAccess(deps.pool, params.id, cursor, limit)
      return pageOfRows(rows, limit, accessCursor, accessItemOf)
    },
  }),
  route({
    method: 'get',
    path: '/dossiers/{id}/retention',
    id: 'getDossierRetention',
    summary:
      'Whether a dossier is archived or erased, with what stays of what was erased; for keepers and auditors also its holds and proposals',
    tag: 'retention',
    access: 'person',
    params: byId,
    reply: retentionOfDossier,
    handle: async ({ deps, actor, at, params }) => {
      await openForReading({ deps, actor, at }, params.id, 'getDossierRetention')
      return retentionOf(deps.pool, params.id, await readsHere(deps.pool, actor, params.id))
    },
  }),
]
