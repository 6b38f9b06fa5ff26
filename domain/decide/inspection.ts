// Inspections and self-assessments against the dossier's criteria sheet; blind double inspection and its settlement.
import { refuse } from '../command.ts'
import type { Decision, Refused } from '../command.ts'
import type { Inspection } from '../dossier.ts'
import { evaluateSheet, inspectionResult, lastSession } from '../sheet.ts'
import type { Context, Standing } from './context.ts'
import { accept, rememberActor, unchanged, withState } from './context.ts'

/** What the body's answers come to; points only where the sheet gives them. */
type Read = Pick<Inspection, 'notMet' | 'bodyHash' | 'score' | 'level'>

/** Criteria found unmet in the body's answers; refused when they are for another sheet, unknown or not whole. */
function readAnswers(context: Context): Read | Refused {
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
  const { notMet, score, level } = result
  return { notMet, bodyHash: command.bodyHash, ...(score === null ? {} : { score, level }) }
}

/** Which session the next record belongs to: the open half of a blind pair, or a new one. */
function nextSession({ state, step }: Context): number {
  const number = lastSession(state.inspections)[0]?.session ?? 0
  const waiting =
    step.inspection !== undefined && inspectionResult(step.inspection, state.inspections).state === 'waiting'
  return waiting ? number : number + 1
}

function recordOf(context: Context, session: number, kind: Inspection['kind'], read: Read): Inspection {
  const { personId, command, state } = context
  return {
    session,
    by: personId ?? '',
    at: command.receivedAt,
    sheet: state.sheet ?? { id: '', version: 0 },
    ...read,
    kind,
  }
}

export function inspect(context: Context, standing: Standing): Decision {
  const session = nextSession(context)
  const read = readAnswers(context)
  if ('ok' in read) return read
  const { state } = context
  const inspections = [...state.inspections, recordOf(context, session, 'inspection', read)]
  // An inspector has seen the dossier: what came before it is not taken back any more.
  const seen = withState(unchanged(state), { inspections, lastForward: null })
  // The verdicts stay in the body until both blind inspectors are in: the event names only the session.
  return accept(context, standing, rememberActor(context, standing, seen), { session, sheet: state.sheet })
}

/** A third person decides between two inspections that differ too much. */
export function settleInspection(context: Context, standing: Standing): Decision {
  const { state } = context
  const session = lastSession(state.inspections)[0]?.session ?? 1
  const read = readAnswers(context)
  if ('ok' in read) return read
  const inspections = [...state.inspections, recordOf(context, session, 'settlement', read)]
  const change = rememberActor(context, standing, withState(unchanged(state), { inspections }))
  return accept(context, standing, change, { session, notMet: read.notMet })
}

/** Under a correction that names criteria, the first other criterion answered otherwise than before; or null. */
function lockedCriterion({ state, facts }: Context): string | null {
  const named = state.status === 'returned' ? (state.returned?.criteria ?? []) : []
  const before = facts.previous?.answers
  if (named.length === 0 || before === undefined) return null
  const others = (facts.sheet?.criteria ?? []).filter(({ id }) => !named.includes(id))
  return others.find(({ id }) => facts.body?.answers?.[id]?.verdict !== before[id]?.verdict)?.id ?? null
}

export function assess(context: Context, standing: Standing): Decision {
  const read = readAnswers(context)
  if ('ok' in read) return read
  const { state, personId, command } = context
  const locked = lockedCriterion(context)
  if (locked !== null)
    return refuse('fieldLocked', { criterion: locked, mend: state.returned?.criteria ?? [] })
  const assessments = [...state.assessments, { by: personId ?? '', at: command.receivedAt, ...read }]
  return accept(context, standing, withState(unchanged(state), { assessments }), { notMet: read.notMet })
}
