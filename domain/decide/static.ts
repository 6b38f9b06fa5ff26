// What state and step rule out for an action before anyone asks who, or with what: shared by decision, screens and checker.
import { refuse } from '../command.ts'
import type { Refused } from '../command.ts'
import { isLate } from '../deadline.ts'
import { outcomeById, returnTargets } from '../steps.ts'
import { inspectionResult } from '../sheet.ts'
import type { Context } from './context.ts'

/** What gives the step its result: past the due instant the door is closed for all of it. */
const LATE_CLOSES = ['submit', 'approve', 'reject', 'abstain', 'recuse', 'recordMeeting', 'reserve']
const FOR_GRANTED = ['revoke', 'maintain', 'correct', 'handOut']

/** Lateness closes the door unless a named officer let this one in; where the clock ends the dossier it is shut too. */
function lateRefusal(context: Context): Refused | null {
  const { due, command, state, step } = context
  if (due === null || due.effect === 'mark' || !isLate(due, command.receivedAt)) return null
  const letIn = state.lateAccepted.some((one) => one.step === step.id && command.receivedAt <= one.until)
  return letIn ? null : refuse('late', { step: step.id, dueAt: due.dueAt })
}

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
      return step.late.effect !== 'refuse' || context.due?.effect !== 'refuse'
    case 'extend':
      return context.due === null
    case 'reserve':
      return step.batch !== true || several
    default:
      return false
  }
}

/** The steps of its path at which a dossier of this procedure may be opened again. */
export function reopenTargets(context: Context): string[] {
  return (context.procedure.after.reopen?.to ?? []).filter((step) => context.path.steps.includes(step))
}

function openRefusal(context: Context): Refused | null {
  const { command, state, step } = context
  const { action } = command
  if (offStep(context)) return refuse('notAtStep', { action, step: step.id })
  if (action === 'acceptLate' && !isLate(context.due, command.receivedAt)) return refuse('notLate')
  if (action === 'takeBack' && state.lastForward === null) return refuse('alreadyOpened', { step: step.id })
  if (step.inspection !== undefined && (action === 'inspect' || action === 'settleInspection')) {
    const differ = inspectionResult(step.inspection, state.inspections).state === 'discrepant'
    if (action === 'inspect' && differ) return refuse('notAtStep', { action, awaiting: 'settleInspection' })
    if (action === 'settleInspection' && !differ) return refuse('nothingToSettle')
  }
  return LATE_CLOSES.includes(action) ? lateRefusal(context) : null
}

/** A refusal that holds for anyone in this state at this instant, or null. */
export function staticRefusal(context: Context): Refused | null {
  const { command, state, procedure } = context
  const { status, outcome } = state
  if (status === 'active' || status === 'returned' || status === 'draft') return openRefusal(context)
  const granted = outcome !== null && outcomeById(procedure, outcome)?.nature === 'granted'
  if (FOR_GRANTED.includes(command.action) && !granted) return refuse('notEligible', { outcome })
  if (command.action === 'keepDecision' && state.basisChanged === undefined)
    return refuse('nothingToSettle', { basisChanged: null })
  if (command.action === 'handOut' && context.step.assigns === undefined)
    return refuse('notEligible', { outcome, assigns: null })
  // Only what was not granted is reopened: a recognition in force is revoked or corrected instead.
  if (command.action === 'reopen' && (granted || reopenTargets(context).length === 0))
    return refuse('notEligible', { outcome })
  return null
}
