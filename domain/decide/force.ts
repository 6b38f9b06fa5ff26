// Acts out of the ordinary course: the originator withdraws, an administrator jumps or ends by force. Lines that stand out.
import { refuse } from '../command.ts'
import type { Decision } from '../command.ts'
import { closeAll } from '../tasks.ts'
import type { Context, Standing } from './context.ts'
import { accept, isRefused, unchanged, withEffects, withState } from './context.ts'
import { enterStep, notifyTask, tellUnit } from './move.ts'

export function withdraw(context: Context, standing: Standing): Decision {
  const { state, command } = context
  const holders = state.tasks.filter((task) => task.state === 'open')
  const ended = withState(unchanged(state), {
    status: 'withdrawn',
    closedAt: command.receivedAt,
    tasks: closeAll(state.tasks),
    returned: null,
    lastForward: null,
  })
  return accept(
    context,
    standing,
    withEffects(ended, ...holders.map((task) => notifyTask('withdrawn', task))),
    { step: state.step },
  )
}

export function jump(context: Context, standing: Standing): Decision {
  const { state, command } = context
  const to = command.args.toStep
  if (to === undefined || to === state.step) return refuse('unknownStep', { step: to ?? null })
  const left = withState(unchanged(state), { tasks: closeAll(state.tasks), returned: null })
  const outcome = enterStep(context, standing, left, to, 'jump')
  return isRefused(outcome)
    ? outcome
    : accept(context, standing, outcome, { fromStep: state.step, toStep: to, forced: true })
}

export function terminate(context: Context, standing: Standing): Decision {
  const { state, command } = context
  const ended = withState(unchanged(state), {
    status: 'terminated',
    closedAt: command.receivedAt,
    tasks: closeAll(state.tasks),
    returned: null,
    lastForward: null,
  })
  return accept(context, standing, withEffects(ended, ...tellUnit(context, 'terminated')), {
    step: state.step,
    forced: true,
  })
}
