// What goes on beside the chain and never moves it: copies and read marks, urging, questions and answers.
import { holdersKey, refuse } from '../command.ts'
import type { Decision, Effect } from '../command.ts'
import type { DossierState } from '../dossier.ts'
import type { Context, Standing } from './context.ts'
import { accept, unchanged, withEffects, withState } from './context.ts'
import { notifyTask, sendCopy } from './move.ts'

export function copy(context: Context, standing: Standing): Decision {
  const { args } = context.command
  const office = context.facts.targetOffice
  if (office === null || office.id !== args.toOfficeId)
    return refuse('unknownTarget', { officeId: args.toOfficeId ?? null })
  if (args.toRole === undefined) return refuse('unknownTarget', { role: null })
  const { state } = context
  if (state.copies.some((one) => one.officeId === office.id && one.role === args.toRole))
    return refuse('alreadyExists', { officeId: office.id, role: args.toRole })
  return accept(context, standing, sendCopy(context, unchanged(state), office.id, args.toRole), {
    officeId: office.id,
    role: args.toRole,
  })
}

export function markRead(context: Context, standing: Standing): Decision {
  const { state, personId, facts } = context
  if (personId === null) return refuse('notAuthorised')
  const mine = (one: { officeId: string; role: string }) =>
    facts.capacities.some((capacity) => capacity.officeId === one.officeId && capacity.role === one.role)
  const copies = state.copies.map((one) =>
    mine(one) && !one.readBy.includes(personId) ? { ...one, readBy: [...one.readBy, personId] } : one,
  )
  return accept(context, standing, withState(unchanged(state), { copies }))
}

/** A nudge to whoever holds the dossier now. */
export function urge(context: Context, standing: Standing): Decision {
  const { state } = context
  const open = state.tasks.filter((task) => task.state === 'open')
  const change = withState(unchanged(state), { urges: state.urges + 1 })
  return accept(context, standing, withEffects(change, ...open.map((task) => notifyTask('urged', task))), {
    tasks: open.map(({ id }) => id),
  })
}

/** A question to a person who holds a role in a named office; it stops nothing. */
export function ask(context: Context, standing: Standing): Decision {
  const { state, command, personId, facts } = context
  const { toPersonId, toOfficeId, toRole } = command.args
  if (personId === null || command.bodyHash === null || (facts.body?.text ?? '').trim() === '')
    return refuse('needsUnmet', { needs: [{ field: 'text' }] })
  const known = toOfficeId !== undefined && toRole !== undefined && toPersonId !== undefined
  if (!known || !(facts.holders[holdersKey(toOfficeId, toRole)] ?? []).includes(toPersonId))
    return refuse('unknownTarget', { personId: toPersonId ?? null })
  const id = `q${state.questions.length + 1}`
  const questions = [
    ...state.questions,
    { id, by: personId, to: toPersonId, at: command.receivedAt, answeredAt: null },
  ]
  const asked = withEffects(withState(unchanged(state), { questions }), {
    kind: 'notify',
    notice: 'asked',
    to: { officeId: toOfficeId, role: toRole, personId: toPersonId },
  })
  return accept(context, standing, asked, { question: id, to: toPersonId })
}

export function answer(context: Context, standing: Standing): Decision {
  const { state, command, personId, facts } = context
  const question = state.questions.find(({ id }) => id === command.args.questionId)
  if (question === undefined || question.to !== personId)
    return refuse('unknownTarget', { questionId: command.args.questionId ?? null })
  if (question.answeredAt !== null) return refuse('alreadyActed', { questionId: question.id })
  if ((facts.body?.text ?? '').trim() === '') return refuse('needsUnmet', { needs: [{ field: 'text' }] })
  const questions = state.questions.map((one) =>
    one.id === question.id ? { ...one, answeredAt: command.receivedAt } : one,
  )
  const answered = withState(unchanged(state), { questions })
  const officeId = standing.capacity?.officeId ?? officeNearest(state)
  const told: Effect[] =
    officeId === null
      ? []
      : [{ kind: 'notify', notice: 'answered', to: { officeId, role: null, personId: question.by } }]
  return accept(context, standing, withEffects(answered, ...told), { question: question.id })
}

/** Some office of the dossier's own: whoever is told in person needs one to be told at. */
function officeNearest({ offices }: DossierState): string | null {
  return offices.unit ?? offices.commune ?? offices.province
}
