// Procedures without code: an administrator of everything copies a published version, edits it as data, has it examined,
// sees the difference, and publishes it as the next version.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { procedureSchema } from '../../procedures/schema.ts'
import { examination, examineData, isSound } from '../admin/examination.ts'
import type { Examined } from '../admin/examination.ts'
import { keyHeaders, once } from '../admin/once.ts'
import {
  copyProcedure,
  difference,
  draftData,
  draftDifference,
  draftItem,
  listProcedureDrafts,
  procedureDraft,
  procedureId,
  publishProcedureDraft,
  readProcedureDraft,
  saveProcedureDraft,
} from '../admin/procedure-drafts.ts'
import { requireRoot } from '../admin/root.ts'
import { byId, version } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import { Answer, route } from '../route.ts'
import type { Route } from '../route.ts'
import { positive, sha256 } from '../schemas.ts'

const tag = 'procedures'
const access = ['administrator'] as const
/** Findings that a refused publication lists. */
const MOST_LISTED = 50

/** What stands against a publication, as a refusal tells it. */
function faults({ problems, years }: Examined): Record<string, unknown> {
  const seen = new Set<string>()
  const findings = years
    .flatMap((one) => one.findings)
    .filter((one) => {
      const key = JSON.stringify(one)
      return seen.has(key) ? false : (seen.add(key), true)
    })
  return { problems: problems.slice(0, MOST_LISTED), findings: findings.slice(0, MOST_LISTED) }
}

export const procedureDraftRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/procedure-drafts',
    id: 'listProcedureDrafts',
    summary: 'Procedures that are being changed, the last saved first',
    tag,
    access,
    reply: z.object({ items: z.array(draftItem) }),
    handle: async ({ deps, actor }) => {
      requireRoot(actor)
      return { items: await listProcedureDrafts(deps.pool) }
    },
  }),
  route({
    method: 'post',
    path: '/procedures/{id}/drafts',
    id: 'copyProcedure',
    summary:
      'Copy a published version to change it: into the procedure’s next version, or into a new procedure',
    tag,
    access,
    params: z.strictObject({ id: procedureId }),
    headers: keyHeaders,
    body: z.strictObject({
      /** The newest one where it is left out. */
      version: positive.optional(),
      /** The id of the new procedure. */
      as: procedureId.optional(),
    }),
    status: 201,
    reply: procedureDraft,
    handle: (call) => {
      const { actor, at, params, body } = call
      requireRoot(actor)
      const copying = { from: params.id, version: body.version ?? null, as: body.as ?? null }
      return once(call, 'copyProcedure', (client) =>
        copyProcedure(client, copying, { by: actor.personId, at }),
      )
    },
  }),
  route({
    method: 'get',
    path: '/procedure-drafts/{id}',
    id: 'getProcedureDraft',
    summary: 'One draft with its data',
    tag,
    access,
    params: byId,
    reply: procedureDraft,
    handle: ({ deps, actor, params }) => {
      requireRoot(actor)
      return readProcedureDraft(deps.pool, params.id)
    },
  }),
  route({
    method: 'put',
    path: '/procedure-drafts/{id}',
    id: 'saveProcedureDraft',
    summary: 'Save a draft over the version that was read; whether it is sound is not asked here',
    tag,
    access,
    params: byId,
    body: z.strictObject({ version, data: draftData }),
    reply: procedureDraft,
    handle: ({ deps, actor, at, params, body }) => {
      requireRoot(actor)
      const doing = { by: actor.personId, at }
      return inTransaction(deps.pool, (client) => saveProcedureDraft(client, params.id, body, doing))
    },
  }),
  route({
    method: 'delete',
    path: '/procedure-drafts/{id}',
    id: 'dropProcedureDraft',
    summary: 'Throw a draft away; what was published of it stays',
    tag,
    access,
    params: byId,
    status: 204,
    handle: async ({ deps, actor, params }) => {
      requireRoot(actor)
      await deps.pool.query('DELETE FROM procedure_draft WHERE id = $1', [params.id])
      return new Answer(204, undefined)
    },
  }),
  route({
    method: 'post',
    path: '/procedure-drafts/{id}/examination',
    id: 'examineProcedureDraft',
    summary:
      'What doesn’t fit, what the checker finds and proves of this year and the two after, and what differs from before',
    tag,
    access,
    params: byId,
    reply: examination
      .extend({ version: positive, sound: z.boolean(), difference: z.array(difference) })
      .meta({ id: 'ProcedureExamination' }),
    handle: async ({ deps, actor, at, params }) => {
      requireRoot(actor)
      const draft = await readProcedureDraft(deps.pool, params.id)
      const examined = await examineData(deps.pool, draft.data, at)
      const differs = [...(await draftDifference(deps.pool, draft))]
      return { ...examined, version: draft.version, sound: isSound(examined), difference: differs }
    },
  }),
  route({
    method: 'post',
    path: '/procedure-drafts/{id}/publication',
    id: 'publishProcedureDraft',
    summary: 'Publish the draft that was read as the next version, once nothing is found against it',
    tag,
    access,
    params: byId,
    body: z.strictObject({ version }),
    reply: z.object({ hash: sha256, procedure: procedureSchema }),
    handle: async ({ deps, actor, at, params, body }) => {
      requireRoot(actor)
      const doing = { by: actor.personId, at }
      const procedure = await publishProcedureDraft(
        deps.pool,
        params.id,
        body.version,
        doing,
        async (data) => {
          const examined = await examineData(deps.pool, data, at)
          if (!isSound(examined)) throw new Problem('procedureFaulty', { params: faults(examined) })
        },
      )
      return { hash: hashOf(procedure), procedure }
    },
  }),
]
