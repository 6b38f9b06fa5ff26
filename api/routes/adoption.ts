// Newer versions of a procedure taken up: by a campaign for dossiers to come, and what each open dossier would have
// otherwise before somebody has it follow by its own action.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import { diffProcedures } from '../../domain/diff.ts'
import { namedPreview, newestFor, previewCampaign, takeUpVersion } from '../admin/adoption.ts'
import { CAMPAIGN_KEEPERS, campaignToChange, findCampaign, procedureOf } from '../admin/campaign-reads.ts'
import { wake } from '../admin/following.ts'
import { difference, publishedVersion } from '../admin/procedure-drafts.ts'
import { byId } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import { adoptionPreview, previewAdoption } from '../reads/adoption.ts'
import { openForReading, situationOf } from '../reads/detail.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { positive } from '../schemas.ts'

export const adoptionRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/campaigns/{id}/adoption',
    id: 'adoptProcedureVersion',
    summary:
      'Have a campaign follow the newest version for dossiers to come, or only say what it and open dossiers would have otherwise',
    tag: 'campaigns',
    access: CAMPAIGN_KEEPERS,
    params: byId,
    body: z.strictObject({ version: positive, dryRun: z.boolean().optional() }),
    reply: z
      .object({
        changed: z.boolean(),
        from: positive,
        to: positive,
        difference: z.array(difference),
        /** Open dossiers on older versions; `dossiers` are the first 200 of them. */
        open: z.int(),
        dossiers: z.array(namedPreview),
      })
      .meta({ id: 'Adoption' }),
    handle: async ({ deps, actor, at, params, body }) => {
      const seen = await findCampaign(deps.pool, actor, params.id)
      if (seen === null) throw new Problem('notFound')
      const kept = await inTransaction(deps.pool, (client) => campaignToChange(client, actor, params.id))
      if (kept === null) throw new Problem('forbidden')
      const newest = await newestFor(deps.pool, seen, body.version)
      const before = await procedureOf(deps.pool, seen)
      const { total, dossiers } = await previewCampaign(deps.pool, seen, newest.procedure)
      const changed =
        body.dryRun !== true &&
        (await inTransaction(deps.pool, async (client) => {
          const row = await campaignToChange(client, actor, params.id)
          if (row === null) throw new Problem('forbidden')
          return takeUpVersion(client, row, before, newest, { by: actor.personId, at })
        }))
      if (changed) await wake(deps, params.id)
      const differs = [...diffProcedures(before, newest.procedure)]
      const versions = { from: before.version, to: newest.procedure.version }
      return { changed, ...versions, difference: differs, open: total, dossiers }
    },
  }),
  route({
    method: 'get',
    path: '/dossiers/{id}/adoption',
    id: 'previewAdoption',
    summary: 'What the newest version of its procedure would change for a dossier that takes it up',
    tag: 'dossiers',
    access: 'person',
    params: byId,
    reply: adoptionPreview.extend({ difference: z.array(difference) }).meta({ id: 'DossierAdoption' }),
    handle: async ({ deps, actor, at, params }) => {
      const reading = { deps, actor, at }
      const { state } = await openForReading(reading, params.id, 'previewAdoption')
      const { id, version } = state.procedure
      const published = await libraryOf(deps.pool).procedure(id, version)
      const newest = await publishedVersion(deps.pool, id, null)
      if (published === null || newest === null) throw new Error(`procedure ${id}: not published`)
      const { facts } = await situationOf(reading, params.id)
      const preview = previewAdoption(published.procedure, newest, state, facts)
      return { ...preview, difference: [...diffProcedures(published.procedure, newest)] }
    },
  }),
]
