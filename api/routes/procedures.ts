// Published procedures: listed, read with their dates and steps, and published from those shipped.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import { procedureSchema } from '../../procedures/schema.ts'
import { requireRoot } from '../admin/root.ts'
import { publishShipped, readShipped } from '../admin/shipped.ts'
import { Problem } from '../problems.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, instant, positive, queryNumber, sha256, subjectKind } from '../schemas.ts'

const tag = 'procedures'

const procedureItem = z
  .object({
    id,
    vi: z.string(),
    /** What its dossiers are about, and the types of matters that it tells apart by name: of the newest version. */
    subjects: z.array(subjectKind),
    types: z.record(z.string(), z.string()),
    /** The newest first. */
    versions: z.array(z.object({ version: positive, hash: sha256, publishedAt: instant, publishedBy: id })),
  })
  .meta({ id: 'ProcedureItem' })
type ProcedureItem = z.input<typeof procedureItem>

interface Row {
  readonly id: string
  readonly version: number
  readonly hash: string
  readonly vi: string
  readonly subjects: ProcedureItem['subjects']
  readonly types: Record<string, string> | null
  readonly published_at: Date
  readonly published_by: string
}

function listed(rows: readonly Row[]): ProcedureItem[] {
  const byProcedure = new Map<string, ProcedureItem>()
  for (const row of rows) {
    const { id: procedureId, vi, subjects, types } = row
    const item = byProcedure.get(procedureId) ?? {
      id: procedureId,
      vi,
      subjects,
      types: types ?? {},
      versions: [],
    }
    const { version, hash, published_by: publishedBy } = row
    item.versions.push({ version, hash, publishedAt: row.published_at.toISOString(), publishedBy })
    byProcedure.set(row.id, item)
  }
  return [...byProcedure.values()]
}

const shippedItem = z
  .object({
    kind: z.enum(['procedure', 'sheet', 'calendar']),
    id: z.string(),
    version: positive,
    vi: z.string(),
    state: z.enum(['open', 'published', 'differs']),
  })
  .meta({ id: 'Shipped' })

export const procedureRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/procedures',
    id: 'listProcedures',
    summary: 'Published procedures with their versions',
    tag,
    access: 'person',
    reply: z.object({ items: z.array(procedureItem) }),
    handle: async ({ deps }) => {
      const { rows } = await deps.pool.query<Row>(
        `SELECT id, version, hash, definition->>'vi' AS vi, definition->'subjects' AS subjects,
           definition->'types' AS types, published_at, published_by FROM procedure_version
         ORDER BY id, version DESC`,
      )
      return { items: listed(rows) }
    },
  }),
  route({
    method: 'get',
    path: '/procedures/{id}/versions/{version}',
    id: 'getProcedure',
    summary: 'One published version: its paths, steps, dates, settings and sources',
    tag,
    access: 'person',
    params: z.strictObject({ id, version: queryNumber(1, 100_000) }),
    reply: z.object({ hash: sha256, procedure: procedureSchema }),
    handle: async ({ deps, params }) => {
      const published = await libraryOf(deps.pool).procedure(params.id, params.version)
      if (published === null) throw new Problem('notFound')
      return published
    },
  }),
  route({
    method: 'get',
    path: '/shipped',
    id: 'listShipped',
    summary: 'What ships with this release, and whether it is published',
    tag,
    access: ['administrator'],
    reply: z.object({ items: z.array(shippedItem) }),
    handle: async ({ deps }) => ({ items: await inTransaction(deps.pool, readShipped) }),
  }),
  route({
    method: 'put',
    path: '/shipped',
    id: 'publishShipped',
    summary: 'Publish all that ships and isn’t published: procedures, sample sheets, the first holiday table',
    tag,
    access: ['administrator'],
    reply: z.object({ items: z.array(shippedItem) }),
    handle: async ({ deps, actor, at }) => {
      requireRoot(actor)
      const doing = { by: actor.personId, at }
      return { items: await inTransaction(deps.pool, (client) => publishShipped(client, doing)) }
    },
  }),
  route({
    method: 'put',
    path: '/procedures/{id}/versions/{version}',
    id: 'publishProcedure',
    summary:
      'Publish a procedure that ships, in the version that ships; refused while the checker finds anything',
    tag,
    access: ['administrator'],
    params: z.strictObject({ id, version: queryNumber(1, 100_000) }),
    reply: z.object({ hash: sha256, procedure: procedureSchema }),
    handle: async ({ deps, actor, at, params }) => {
      requireRoot(actor)
      const doing = { by: actor.personId, at }
      const all = await inTransaction(deps.pool, (client) =>
        publishShipped(client, doing, { kind: 'procedure', ...params }),
      )
      const asked = all.find(
        ({ kind, id: name, version }) =>
          kind === 'procedure' && name === params.id && version === params.version,
      )
      if (asked === undefined) throw new Problem('notFound')
      if (asked.state === 'differs') throw new Problem('duplicate', { field: 'version' })
      const published = await libraryOf(deps.pool).procedure(params.id, params.version)
      if (published === null) throw new Error(`procedure ${params.id}: published, then not there`)
      return published
    },
  }),
]
