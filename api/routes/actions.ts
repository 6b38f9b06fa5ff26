// Acting on dossiers: one route an action, made from the same list, so that each documents exactly what it takes.
import { z } from 'zod'
import { openDossier } from '../actions/open.ts'
import type { Opened } from '../actions/open.ts'
import { answerAgain, commandIdOf, perform, startOf } from '../actions/perform.ts'
import type { Asked } from '../actions/perform.ts'
import { actionReply, headers, keyOf, pendingReply, replyTo } from '../actions/reply.ts'
import { refuseUnseen } from '../actions/references.ts'
import { PERSON_ACTIONS, actionInput, compact } from '../actions/requests.ts'
import type { ActionInput, PersonAction } from '../actions/requests.ts'
import { Problem } from '../problems.ts'
import { placeOfDraft } from '../reads/subjects.ts'
import { route } from '../route.ts'
import type { Call, Route } from '../route.ts'
import { id } from '../schemas.ts'
import { scopeOf } from '../scope.ts'

type ActionCall = Call<'person', { id: string }, Record<string, never>, ActionInput>

async function act(action: PersonAction, call: ActionCall) {
  const { deps, actor, params, body: input } = call
  const key = keyOf(call.req)
  const asked: Asked = {
    dossierId: params.id,
    action,
    personId: actor.personId,
    key,
    ...compact({ basis: input.basis, args: input.args ?? {}, body: input.body ?? null }),
  }
  const found = await find(call, action, commandIdOf(actor.personId, key))
  if (found === null) throw new Problem('notFound')
  const start = await startOf(deps, params.id, found.procedureId, found.procedureVersion)
  const again = found.stored === null ? null : await answerAgain(deps, asked, start)
  if (again === null) await refuseUnseen(deps.pool, actor, asked, call.at)
  return replyTo(call, asked, again ?? (await perform(deps, asked, start, found.running)))
}

/** The dossier where the actor may see it; for a first act, the draft that is to become one. */
async function find(
  { deps, actor, params }: ActionCall,
  action: PersonAction,
  commandId: string,
): Promise<Opened | null> {
  const opened = await openDossier(deps.pool, scopeOf(actor), params.id, commandId)
  if (opened !== null || (action !== 'submit' && action !== 'acceptLate')) return opened
  const place = await placeOfDraft(deps.pool, actor, params.id)
  return place === null ? null : { ...place, running: false, stored: null }
}

export const actionRoutes: readonly Route[] = PERSON_ACTIONS.map((action) =>
  route({
    method: 'post',
    path: `/dossiers/{id}/actions/${action}`,
    id: `act_${action}`,
    summary: `Ask for the action ${action}; repeating it with the same key changes nothing`,
    tag: 'actions',
    access: 'person',
    params: z.strictObject({ id }),
    body: actionInput(action),
    headers,
    reply: actionReply,
    also: { 202: { description: 'Not decided yet: send the same again', schema: pendingReply } },
    handle: (call) => act(action, call as ActionCall),
  }),
)
