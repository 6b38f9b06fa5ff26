// Drafts: what a unit is filling in, one for each campaign and subject, with a version, so that of two officers who save
// at once the second sees the first one's text. And the first submit, which makes a dossier of it.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import type { Client } from '../../activities/pool.ts'
import { allowedActions } from '../../domain/allowed.ts'
import { answerAgain, perform, startOf } from '../actions/perform.ts'
import type { Performed } from '../actions/perform.ts'
import { actionReply, headers, keyOf, pendingReply, replyTo } from '../actions/reply.ts'
import { refuseUnseen } from '../actions/references.ts'
import { compact, formParts } from '../actions/requests.ts'
import type { Body } from '../../domain/command.ts'
import { Problem } from '../problems.ts'
import { allowedAction, situationOf } from '../reads/detail.ts'
import { placeOf } from '../reads/subjects.ts'
import type { Place } from '../reads/subjects.ts'
import { Answer, route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, instant } from '../schemas.ts'

const form = z.strictObject(formParts)
const where = z.strictObject({ id, subjectId: id })

const draft = z
  .object({
    dossierId: id,
    campaignId: id,
    subjectId: id,
    version: z.int(),
    data: form,
    updatedBy: id,
    updatedAt: instant,
    /** Whether the dossier is recorded: then the draft is for a correction or a later step. */
    recorded: z.boolean(),
  })
  .meta({ id: 'Draft' })

interface DraftRow {
  readonly version: number
  readonly data: z.output<typeof form>
  readonly updated_by: string
  readonly updated_at: Date
}

const SELECT = 'SELECT version, data, updated_by, updated_at FROM draft WHERE dossier_id = $1'

function draftOf(place: Place, row: DraftRow): z.input<typeof draft> {
  const { dossierId, campaignId, subjectId, recorded } = place
  const { version, data, updated_by: updatedBy, updated_at: updatedAt } = row
  return {
    dossierId,
    campaignId,
    subjectId,
    version,
    data,
    updatedBy,
    updatedAt: updatedAt.toISOString(),
    recorded,
  }
}

interface Saving {
  readonly place: Place
  /** The version that was edited; 0 where there was none. */
  readonly version: number
  readonly data: unknown
  readonly by: string
  readonly now: string
}

/** Saves over the version that was edited; throws `versionConflict` with the one that stands. */
async function save(client: Client, { place, version, data, by, now }: Saving): Promise<DraftRow> {
  const { dossierId, campaignId, subjectId } = place
  const { rows } = await client.query<DraftRow>(
    version === 0
      ? `INSERT INTO draft (dossier_id, campaign_id, subject_id, version, data, updated_by, updated_at)
         VALUES ($1, $2, $3, $4 + 1, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING version, data, updated_by, updated_at`
      : `UPDATE draft SET version = version + 1, data = $5, updated_by = $6, updated_at = $7
         WHERE dossier_id = $1 AND campaign_id = $2 AND subject_id = $3 AND version = $4
         RETURNING version, data, updated_by, updated_at`,
    [dossierId, campaignId, subjectId, version, JSON.stringify(data), by, now],
  )
  const saved = rows[0]
  if (saved !== undefined) return saved
  const standing = (await client.query<DraftRow>(SELECT, [dossierId])).rows[0]
  throw new Problem('versionConflict', {
    field: 'version',
    current: standing === undefined ? null : draftOf(place, standing),
  })
}

/** Another officer's first submit was decided before: to the rule this one is an action without a basis. */
function cameSecond({ sent }: Performed): boolean {
  return sent.kind === 'result' && sent.result.code === 'invalid' && sent.result.detail['field'] === 'basis'
}

export const draftRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/campaigns/{id}/drafts/{subjectId}',
    id: 'getDraft',
    summary: 'The draft of a subject’s dossier, with what its reader may do to make a dossier of it',
    tag: 'drafts',
    access: 'person',
    params: where,
    reply: draft.extend({ actions: z.array(allowedAction) }),
    handle: async ({ deps, actor, at, params }) => {
      const place = await placeOf(deps.pool, actor, params.id, params.subjectId, 'look')
      const row = (await deps.pool.query<DraftRow>(SELECT, [place.dossierId])).rows[0]
      if (row === undefined) throw new Problem('notFound')
      const { procedure, facts, base } = await situationOf({ deps, actor, at }, place.dossierId)
      const person = { personId: actor.personId, capacities: facts.capacities }
      const state = base.row?.state ?? null
      const actions = allowedActions(procedure, state, person, facts, at, place.dossierId)
      return { ...draftOf(place, row), actions }
    },
  }),
  route({
    method: 'put',
    path: '/campaigns/{id}/drafts/{subjectId}',
    id: 'saveDraft',
    summary:
      'Save a draft over the version that was edited (0 for a new one); 409 with both where another was saved',
    tag: 'drafts',
    access: 'person',
    params: where,
    body: z.strictObject({ version: z.int().min(0).max(1_000_000), data: form }),
    reply: draft,
    handle: async ({ deps, actor, at, params, body }) => {
      const place = await placeOf(deps.pool, actor, params.id, params.subjectId, 'work')
      const saving = { place, version: body.version, data: compact(body.data), by: actor.personId, now: at }
      return draftOf(place, await inTransaction(deps.pool, (client) => save(client, saving)))
    },
  }),
  route({
    method: 'post',
    path: '/campaigns/{id}/registrations',
    id: 'register',
    summary: 'The first submit: makes a dossier of a subject in a campaign',
    tag: 'drafts',
    access: 'person',
    params: z.strictObject({ id }),
    headers,
    body: z.strictObject({ subjectId: id, ...formParts }),
    status: 201,
    reply: actionReply,
    also: { 202: { description: 'Not decided yet: send the same again', schema: pendingReply } },
    handle: async (call) => {
      const { deps, actor, at, params, body } = call
      const key = keyOf(call.req)
      const { subjectId, ...filled } = body
      const place = await placeOf(deps.pool, actor, params.id, subjectId, 'work')
      const { dossierId, procedureId, procedureVersion } = place
      const content: Body = compact(filled)
      // The draft names the subject to the record; one that others are working on stays as it is.
      await deps.pool.query(
        `INSERT INTO draft (dossier_id, campaign_id, subject_id, version, data, updated_by, updated_at)
         VALUES ($1, $2, $3, 1, $4, $5, $6) ON CONFLICT DO NOTHING`,
        [dossierId, place.campaignId, subjectId, JSON.stringify(content), actor.personId, at],
      )
      const personId = actor.personId
      const asked = {
        dossierId,
        at,
        action: 'submit',
        personId,
        key,
        basis: null,
        args: {},
        body: content,
      } as const
      const start = await startOf(deps, dossierId, procedureId, procedureVersion)
      const again = place.recorded ? await answerAgain(deps, asked, start) : null
      if (place.recorded && again === null) throw new Problem('alreadyExists', { params: { dossierId } })
      if (again === null) await refuseUnseen(deps.pool, actor, asked, at)
      const performed = again ?? (await perform(deps, asked, start, false))
      if (cameSecond(performed)) throw new Problem('alreadyExists', { params: { dossierId } })
      const reply = await replyTo(call, asked, performed)
      return new Answer(reply.status === 200 ? 201 : reply.status, reply.body, reply.headers)
    },
  }),
]
