// What the step's data rules out for an action before anyone asks who, when or with what: shared by screens and checker.
import { refuse } from '../command.ts'
import type { Refused } from '../command.ts'
import { isLate } from '../deadline.ts'
import { outcomeById, returnTargets } from '../steps.ts'
import { inspectionResult } from '../sheet.ts'
import type { Context } from './context.ts'
import { lateRefusal } from './flow.ts'

const LATE_CLOSES = ['submit', 'approve', 'reject', 'abstain', 'recordMeeting']
const FOR_GRANTED = ['revoke', 'maintain', 'correct']

function offStep(context: Context): boolean {
  const { command, step, procedure, state, path } = context
  const { signing } = step
  const several = signing.mode !== 'one' && signing.mode !== 'any'
  switch (command.action) {
    case 'submit':
    case 'approve':
      return (
        step.forward.action !== command.action ||
        (signing.mode === 'quorum' && !signing.by.includes('written'))
      )
    case 'reject':
      return step.reject === undefined
    case 'abstain':
      return signing.mode !== 'quorum' || !signing.by.includes('written')
    case 'recuse':
      return !['quorum', 'weighted', 'all'].includes(signing.mode)
    case 'return':
      return returnTargets(path, step).length === 0
    case 'recordMeeting':
      return signing.mode !== 'quorum' || !signing.by.includes('meeting')
    case 'inspect':
    case 'settleInspection':
      return step.inspection === undefined
    case 'assess':
      return step.assessment === undefined
    case 'addSigner':
    case 'removeSigner':
      return !several
    case 'withdraw':
      return !procedure.withdraw.until.includes(state.step)
    case 'acceptLate':
      return step.late.effect !== 'refuse'
    case 'extend':
      return context.due === null
    default:
      return false
  }
}

/** A refusal that holds for anyone in this state at this instant, or null. */
export function staticRefusal(context: Context): Refused | null {
  const { command, state, procedure, step } = context
  const open = state.status === 'active' || state.status === 'returned' || state.status === 'draft'
  if (open && offStep(context)) return refuse('notAtStep', { action: command.action, step: step.id })
  if (open && command.action === 'acceptLate' && !isLate(context.due, command.receivedAt))
    return refuse('notLate')
  if (open && command.action === 'settleInspection' && step.inspection !== undefined) {
    if (inspectionResult(step.inspection, state.inspections).state !== 'discrepant')
      return refuse('nothingToSettle')
  }
  if (open && LATE_CLOSES.includes(command.action)) return lateRefusal(context)
  const granted = state.outcome !== null && outcomeById(procedure, state.outcome)?.nature === 'granted'
  if (state.status === 'concluded' && FOR_GRANTED.includes(command.action) && !granted)
    return refuse('notEligible', { outcome: state.outcome })
  if (state.status === 'concluded' && command.action === 'reopen' && granted)
    return refuse('notEligible', { outcome: state.outcome })
  return null
}
