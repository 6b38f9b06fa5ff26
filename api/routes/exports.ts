// The file of one dossier, and of one chain of an office or of the system, that the verifier checks without this server.
import { z } from 'zod'
import { exportChain, exportDossier } from '../../activities/record/export.ts'
import type { Export } from '../../activities/record/export.ts'
import { SYSTEM_CHAIN, officeChain } from '../../activities/record/ids.ts'
import { libraryOf } from '../../activities/record/cache.ts'
import { civilDateOf } from '../../domain/time/civil.ts'
import { visibleInspections } from '../../domain/visibility.ts'
import { byId } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import { openForReading } from '../reads/detail.ts'
import { Answer, route } from '../route.ts'
import type { Route } from '../route.ts'
import { instant } from '../schemas.ts'
import { officeWhere, overseen, within } from '../territory.ts'

const tag = 'exports'

/** Checked as a whole by the verifier, never in parts. */
const exportFile = z.looseObject({
  schema: z.string(),
  kind: z.enum(['dossier', 'chain']),
  exportedAt: instant,
  publicKey: z.string(),
})

function asFile(file: Export | null, name: string): Answer {
  if (file === null) throw new Problem('notFound')
  return new Answer(200, file, { 'Content-Disposition': `attachment; filename="${name}.json"` })
}

export const exportRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/dossiers/{id}/export',
    id: 'exportDossier',
    summary: 'The whole record of a dossier as a file for the verifier',
    tag,
    access: 'person',
    params: byId,
    reply: exportFile,
    handle: async ({ deps, actor, at, params }) => {
      const seen = await openForReading({ deps, actor, at }, params.id, 'exportDossier')
      if (!seen.readsContent) throw new Problem('notFound')
      const file = await exportDossier(deps.pool, params.id, deps.keys.publicPem)
      if (file === null) throw new Problem('notFound')
      const { procedure, inspections } = file.state
      const published = await libraryOf(deps.pool).procedure(procedure.id, procedure.version)
      // The file is whole or it can't be checked, so it waits until there is nothing that a blind inspector mustn't see.
      const hidden =
        published === null ||
        visibleInspections(published.procedure, file.state, actor.personId).length < inspections.length
      if (hidden) throw new Problem('notAuthorised')
      return asFile(file, `dossier-${params.id}`)
    },
  }),
  route({
    method: 'get',
    path: '/offices/{id}/export',
    id: 'exportOfficeChain',
    summary: 'The chain of an office, its roles and delegations, as a file for the verifier',
    tag,
    access: ['auditor', 'administrator'],
    params: byId,
    reply: exportFile,
    handle: async ({ deps, actor, at, params }) => {
      const office = await officeWhere(deps.pool, params.id, civilDateOf(at), (values) =>
        within(overseen(actor), values),
      )
      if (office === null) throw new Problem('notFound')
      return asFile(
        await exportChain(deps.pool, officeChain(office.id), deps.keys.publicPem),
        `office-${office.id}`,
      )
    },
  }),
  route({
    method: 'get',
    path: '/system/export',
    id: 'exportSystemChain',
    summary: 'The chain of procedures, calendars, criteria sheets and campaigns, as a file for the verifier',
    tag,
    access: ['auditor', 'administrator'],
    reply: exportFile,
    handle: async ({ deps, actor }) => {
      if (!overseen(actor).everything) throw new Problem('forbidden')
      return asFile(await exportChain(deps.pool, SYSTEM_CHAIN, deps.keys.publicPem), 'system')
    },
  }),
]
