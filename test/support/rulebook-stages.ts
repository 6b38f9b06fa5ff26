// Dossiers of the test procedure as far as a test needs them: registered, standing at a step, under correction, reserved,
// ended in each way. Each is played through the rule itself, from the first act on; none is written by hand.
import type { Body } from '../../domain/command.ts'
import type { DossierState } from '../../domain/dossier.ts'
import type { Procedure } from '../../domain/procedure.ts'
import type { Status } from '../../domain/vocabulary.ts'
import { CLOCK, aProcedure, act, batch, because, run, world } from './rulebook.ts'
import type { Act, World } from './rulebook.ts'

/** A whole registration: what the first step needs. */
export const FORM: Body = {
  fields: { grounds: 'đủ điều kiện' },
  documents: [{ kind: 'form', sha256: 'file1', name: 'đăng ký.pdf' }],
}
/** A whole dossier: what the step `prepare` needs. */
export const DOSSIER: Body = {
  fields: { summary: 'đạt', remark: 'không' },
  documents: [{ kind: 'report', sha256: 'file1', name: 'báo cáo.pdf' }],
}

/** Registered by the unit's head, and so with the commune's police. */
export function registered(procedure: Procedure = aProcedure()): DossierState {
  return run(procedure, [act('submit', 'head', { body: FORM })]).state
}

/** At a step, put there by an administrator, so that nobody but the unit's head has acted yet. */
export function standingAt(
  step: string,
  procedure: Procedure = aProcedure(),
  outside: World = world(),
): DossierState {
  const jump = act('jump', 'administrator', { args: { toStep: step }, body: because() })
  return run(procedure, step === 'screen' ? [] : [jump], registered(procedure), outside).state
}

/** Sent back to a step by the province's staff, who want it to come through every step again. */
export function returnedTo(step: string, procedure: Procedure = aProcedure(), body: Body = {}): DossierState {
  const back = act('return', 'staff', { args: { toStep: step }, body: { ...because(), ...body } })
  return run(procedure, [back], standingAt('appraise', procedure)).state
}

export const NEXT_DAY = '2026-01-13T02:00:00.000Z'

/** Reserves the dossier for the batch that the province's chair will sign. */
export const RESERVE: Act = act('reserve', batch(), {
  args: { batchId: 'batch', toPersonId: 'provinceChair', expiresAt: NEXT_DAY },
})

/** Held for one decision over many. */
export function reserved(procedure: Procedure = aProcedure()): DossierState {
  return run(procedure, [RESERVE], standingAt('decide', procedure)).state
}

/** The batch is signed. */
export const SIGNED = world({ batches: { batch: 'signed' } })

/** Decided, issued, and so recognised. */
export function recognised(procedure: Procedure = aProcedure()): DossierState {
  const acts = [act('approve', 'provinceChair'), act('submit', 'records')]
  return run(procedure, acts, standingAt('decide', procedure)).state
}

/** Turned down at screening. */
export function declined(procedure: Procedure = aProcedure()): DossierState {
  return run(procedure, [act('reject', 'police', { body: because() })], registered(procedure)).state
}

/** All that the commune signs and votes between the unit's dossier and its chair. */
export const THROUGH_THE_COMMUNE: readonly Act[] = [
  ...['finance', 'culture', 'office'].map((by) => act('approve', by)),
  ...['police', 'office', 'finance'].map((by) => act('approve', by)),
  ...['police', 'finance'].map((by) => act('approve', by)),
  ...['member1', 'member2', 'committeeHead'].map((by) => act('approve', by)),
  ...['front1', 'front2'].map((by) => act('approve', by)),
]

/** When the step `prepare` of the test procedure is due: the end of 31 October in Vietnam. */
export const PREPARE_DUE = '2026-10-31T16:59:59.999Z'
export const AFTER_PREPARE_DUE = '2026-10-31T17:00:00.000Z'

export const LAPSE: Act = act('lapse', CLOCK, { at: AFTER_PREPARE_DUE, args: { dueAt: PREPARE_DUE } })

/** A dossier in each status that is recorded at all. */
export const IN_STATUS: Record<Exclude<Status, 'draft'>, (procedure?: Procedure) => DossierState> = {
  active: registered,
  returned: (procedure) => returnedTo('screen', procedure),
  reserved,
  concluded: recognised,
  revoked: (procedure = aProcedure()) =>
    run(procedure, [act('revoke', 'provinceChair', { body: because() })], recognised(procedure)).state,
  withdrawn: (procedure = aProcedure()) =>
    run(procedure, [act('withdraw', 'head', { body: because() })], registered(procedure)).state,
  lapsed: (procedure = aProcedure()) => run(procedure, [LAPSE], standingAt('prepare', procedure)).state,
  terminated: (procedure = aProcedure()) =>
    run(procedure, [act('terminate', 'administrator', { body: because() })], registered(procedure)).state,
}
