// Inspections and self-assessments against the dossier's criteria sheet; blind double inspection and its settlement.
import { refuse } from '../command.ts'
import type { Decision, Refused } from '../command.ts'
import type { Inspection } from '../dossier.ts'
import { evaluateSheet, inspectionResult, lastSession } from '../sheet.ts'
import type { Context, Standing } from './context.ts'
import { accept, rememberActor, unchanged, withState } from './context.ts'

/** Criteria found unmet in the body's answers; refused when they are for another sheet, unknown or not whole. */
function readAnswers(
  context: Context,
): { readonly notMet: readonly string[]; readonly bodyHash: string } | Refused {
  const { facts, state, command } = context
  const answers = facts.body?.answers
  if (answers === undefined || command.bodyHash === null)
    return refuse('invalid', { field: 'answers', expected: 'an answer for each criterion' })
  const { sheet } = facts
  const named = facts.body?.sheet
  const same =
    sheet !== null &&
    state.sheet !== null &&
    sheet.id === state.sheet.id &&
    sheet.version === state.sheet.version
  if (!same || named?.id !== sheet.id || named.version !== sheet.version)
    return refuse('sheetMismatch', { expected: state.sheet, found: named ?? null })
  const result = evaluateSheet(sheet, answers)
  if (result.wrong.length > 0) return refuse('fieldUnknown', { criteria: result.wrong })
  if (result.missing.length > 0)
    return refuse('needsUnmet', { needs: result.missing.map((criterion) => ({ criterion })) })
  return { notMet: result.notMet, bodyHash: command.bodyHash }
}

/** Which session the next record belongs to: the open half of a blind pair, or a new one. */
function nextSession(context: Context): number | Refused {
  const { state, step, personId } = context
  const rule = step.inspection
  if (rule === undefined) return refuse('notAtStep', { action: 'inspect' })
  const session = lastSession(state.inspections)
  const number = session[0]?.session ?? 0
  const { state: result } = inspectionResult(rule, state.inspections)
  if (result === 'discrepant') return refuse('notAtStep', { action: 'inspect', awaiting: 'settleInspection' })
  if (result !== 'waiting') return number + 1
  return session.some(({ by }) => by === personId) ? refuse('ownInspection') : number
}

function recordOf(
  context: Context,
  session: number,
  kind: Inspection['kind'],
  read: { notMet: readonly string[]; bodyHash: string },
): Inspection {
  const { personId, command, state } = context
  return {
    session,
    by: personId ?? '',
    at: command.receivedAt,
    bodyHash: read.bodyHash,
    sheet: state.sheet ?? { id: '', version: 0 },
    notMet: read.notMet,
    kind,
  }
}

export function inspect(context: Context, standing: Standing): Decision {
  const session = nextSession(context)
  if (typeof session !== 'number') return session
  const read = readAnswers(context)
  if ('ok' in read) return read
  const { state } = context
  const inspections = [...state.inspections, recordOf(context, session, 'inspection', read)]
  const change = rememberActor(context, standing, withState(unchanged(state), { inspections }))
  // The verdicts stay in the body until both blind inspectors are in: the event names only the session.
  return accept(context, standing, change, { session, sheet: state.sheet })
}

export function settleInspection(context: Context, standing: Standing): Decision {
  const { state, step, personId } = context
  if (step.inspection === undefined) return refuse('notAtStep', { action: 'settleInspection' })
  if (inspectionResult(step.inspection, state.inspections).state !== 'discrepant')
    return refuse('nothingToSettle')
  const session = lastSession(state.inspections)
  if (session.some(({ by }) => by === personId)) return refuse('ownInspection')
  const read = readAnswers(context)
  if ('ok' in read) return read
  const inspections = [...state.inspections, recordOf(context, session[0]?.session ?? 1, 'settlement', read)]
  const change = rememberActor(context, standing, withState(unchanged(state), { inspections }))
  return accept(context, standing, change, { session: session[0]?.session ?? 1, notMet: read.notMet })
}

export function assess(context: Context, standing: Standing): Decision {
  if (context.step.assessment === undefined) return refuse('notAtStep', { action: 'assess' })
  const read = readAnswers(context)
  if ('ok' in read) return read
  const { state, personId, command } = context
  const assessments = [...state.assessments, { by: personId ?? '', at: command.receivedAt, ...read }]
  return accept(context, standing, withState(unchanged(state), { assessments }), { notMet: read.notMet })
}
