// What waits for a signature made outside, and one paper with what there is for the reader to sign on it.
import { z } from 'zod'
import { byId } from '../admin/schemas.ts'
import { pageOfRows, unpackCursor } from '../reads/cursor.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { PAGE_SIZE, pageOf, pageQuery } from '../schemas.ts'
import { PURPOSES, paperToSign, paperView, papersToSign, readPaperView } from '../signatures/waiting.ts'

const tag = 'signatures'

export const paperToSignRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/me/papers-to-sign',
    id: 'listPapersToSign',
    summary:
      'Papers that one has signed and that no signed file came back of; or those that the office has yet to seal',
    tag,
    access: 'person',
    query: z.strictObject({ purpose: z.enum(PURPOSES).optional(), ...pageQuery }),
    reply: pageOf(paperToSign),
    handle: async ({ deps, actor, query }) => {
      const { purpose = 'signature', limit = PAGE_SIZE } = query
      const asked = { purpose, limit, cursor: unpackCursor(query.cursor) }
      return pageOfRows(
        await papersToSign(deps.pool, actor, asked),
        limit,
        ({ signedAt, id }) => [signedAt, id],
        (row) => row,
      )
    },
  }),
  route({
    method: 'get',
    path: '/papers/{id}',
    id: 'readPaper',
    summary: 'One issued paper: number, signer, what became of it, and what there is for the reader to sign',
    tag,
    access: 'person',
    params: byId,
    reply: paperView,
    handle: ({ deps, actor, params }) => readPaperView(deps.pool, actor, params.id),
  }),
]
