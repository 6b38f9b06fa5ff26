// Signing and sending back: submit, approve, reject, abstain, recuse and return. The minutes of a meeting: meeting.ts.
import { countedEffects } from '../counts.ts'
import { refuse } from '../command.ts'
import type { Decision, Refused } from '../command.ts'
import type { Correction, Task, Verdict } from '../dossier.ts'
import type { StepRule } from '../procedure.ts'
import { checkShape, isFilled, lockedChange, uncountable, unmetNeeds } from '../requirements.ts'
import { returnTargets, stepById } from '../steps.ts'
import { advanceTurns, closeAll, tally } from '../tasks.ts'
import type { Change, Context, Outcome, Standing } from './context.ts'
import { accept, isRefused, rememberActor, unchanged, withEffects, withState } from './context.ts'
import { enterStep, follow, goForward, notifyTask, withSignature } from './move.ts'

/** What was filled in becomes the dossier's content; a body of mere reasons or opinions doesn't. */
export function withContent(context: Context, change: Change): Change {
  const { command, facts, state } = context
  const { fields = {}, rows = {}, documents = [] } = facts.body ?? {}
  const filled = Object.keys(fields).length + Object.keys(rows).length + documents.length > 0
  if (!filled || command.bodyHash === null) return change
  return withState(change, {
    contentHash: command.bodyHash,
    contents: { ...state.contents, [state.step]: command.bodyHash },
  })
}

/** What is wrong with the content brought along; `forward`: and what the step still needs to go on. */
export function contentRefusal(context: Context, forward: boolean): Refused | null {
  const { procedure, state, step, facts } = context
  const shape = facts.body === null ? null : checkShape(step.needs, facts.body)
  if (shape !== null) return shape
  if (state.status === 'returned' && state.returned?.to === step.id) {
    const locked = lockedChange(step, state.returned.fields, facts.previous, facts.body)
    if (locked !== null) return refuse('fieldLocked', { field: locked, mend: state.returned.fields })
  }
  const judged = { procedure, state, body: facts.body, facts, at: context.command.receivedAt }
  const tooLarge = forward ? uncountable(step.needs, facts) : null
  if (tooLarge !== null) return tooLarge
  const needs = forward ? unmetNeeds(step.needs, judged) : []
  return needs.length === 0 ? null : refuse('needsUnmet', { needs })
}

export function markDone(
  tasks: readonly Task[],
  id: string,
  verdict: Verdict,
  by: string,
  at: string,
): Task[] {
  return tasks.map((task) => (task.id === id ? { ...task, state: 'done' as const, verdict, by, at } : task))
}

/** Who signs next is told that his turn has come. */
function tellNext(change: Change, before: readonly Task[]): Change {
  const waited = (task: Task) => before.some(({ id, state }) => id === task.id && state === 'waiting')
  const next = change.state.tasks.filter((task) => task.state === 'open' && waited(task))
  return withEffects(change, ...next.map((task) => notifyTask('toAct', task)))
}

/** One verdict into the step's signing: wait for the others, go forward, or take the way of a no. */
function castVerdict(context: Context, standing: Standing, verdict: Verdict): Outcome {
  const { state, step, command, personId } = context
  if (standing.task === null || personId === null) return refuse('notYourTask')
  const tasks = advanceTurns(markDone(state.tasks, standing.task.id, verdict, personId, command.receivedAt))
  let change = withState(unchanged(state), { tasks, lastForward: null })
  // Who recuses has not acted here: it must not keep him from anything else.
  if (verdict !== 'recuse') change = rememberActor(context, standing, change)
  if (verdict === 'approve') change = withSignature(context, standing, withContent(context, change))
  const result = tally(step.signing, tasks)
  if (result === 'pending') return tellNext(change, state.tasks)
  const finished = withState(change, { tasks: closeAll(tasks) })
  if (result === 'passed') return goForward(context, standing, finished)
  if (step.reject === undefined) return refuse('notAtStep', { action: 'reject' })
  return follow(context, standing, finished, step.reject.to)
}

export function finish(
  context: Context,
  standing: Standing,
  outcome: Outcome,
  data: Record<string, unknown>,
): Decision {
  return isRefused(outcome) ? outcome : accept(context, standing, outcome, data)
}

const taskData = (standing: Standing) => ({ task: standing.task?.id ?? null })

const verdictOf =
  (verdict: Verdict) =>
  (context: Context, standing: Standing): Decision =>
    finish(context, standing, castVerdict(context, standing, verdict), taskData(standing))

export const reject = verdictOf('reject')
export const abstain = verdictOf('abstain')
/** Who recuses leaves the count. */
export const recuse = verdictOf('recuse')

export function forward(context: Context, standing: Standing): Decision {
  const refused = contentRefusal(context, true)
  if (refused !== null) return refused
  const outcome = withCounted(context, castVerdict(context, standing, 'approve'))
  return finish(context, standing, outcome, { ...taskData(standing), ...forwardData(context, outcome) })
}

/** Adds what a yes has counted; nothing to what was refused. */
export function withCounted({ step, state, facts }: Context, outcome: Outcome): Outcome {
  return isRefused(outcome) ? outcome : withEffects(outcome, ...countedEffects(step, state, facts))
}

/** What the line of going forward tells besides: figures given otherwise than counted, and how many parts went out. */
export function forwardData({ step, facts }: Context, outcome: Outcome): Record<string, unknown> {
  const figures = Object.fromEntries(
    step.needs.flatMap((need) => {
      if (need.kind !== 'field' || need.figure === undefined) return []
      const counted = facts.figures?.[need.figure]
      const given = facts.body?.fields?.[need.id] ?? null
      return counted === undefined || counted === null || given === counted
        ? []
        : [[need.id, { given, counted }] as const]
    }),
  )
  const effects = isRefused(outcome) ? [] : outcome.effects
  const assigned = effects.flatMap((effect) => (effect.kind === 'assignParts' ? effect.parts : [])).length
  return {
    ...(Object.keys(figures).length > 0 ? { figures } : {}),
    ...(assigned > 0 ? { assigned } : {}),
  }
}

/** The first thing that a return asks to mend and that isn't there to be mended; null when all is known. */
function unknownMend(target: StepRule, context: Context): Refused | null {
  const { body, sheet } = context.facts
  const field = (body?.mendFields ?? []).find(
    (id) => !target.needs.some((need) => isFilled(need) && need.id === id),
  )
  if (field !== undefined) return refuse('fieldUnknown', { field })
  const criterion = (body?.mendCriteria ?? []).find(
    (id) => !(sheet?.criteria ?? []).some((known) => known.id === id),
  )
  return criterion === undefined ? null : refuse('fieldUnknown', { criterion })
}

/** Back to a step named, with what to mend; the returner's clock stands still meanwhile. */
export function sendBack(context: Context, standing: Standing): Decision {
  const { step, path, state, command, facts, procedure } = context
  const targets = returnTargets(path, step)
  const to = command.args.toStep ?? (targets.length === 1 ? targets[0] : undefined)
  const target = to === undefined ? null : stepById(procedure, to)
  if (to === undefined || target === null || !targets.includes(to))
    return refuse('unknownStep', { step: to ?? null, targets })
  const unknown = unknownMend(target, context)
  if (unknown !== null) return unknown
  const returned: Correction = {
    from: step.id,
    to,
    at: command.receivedAt,
    bodyHash: command.bodyHash ?? '',
    fields: facts.body?.mendFields ?? [],
    criteria: facts.body?.mendCriteria ?? [],
    resume: step.returns?.resume ?? 'path',
    within: state.returned,
  }
  const closed = withState(unchanged(state), { tasks: closeAll(state.tasks), returned })
  const change = rememberActor(context, standing, closed)
  return finish(context, standing, enterStep(context, standing, change, to, 'return'), {
    ...taskData(standing),
    toStep: to,
  })
}
