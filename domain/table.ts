// The one table of the rulebook: status × action, every cell decided. What a step adds to a cell is the procedure's data.
// ACTION_RULES says of each action who may ask for it, whether a changed basis makes it stale, and what it must bring.
import type { Action, EventType, Status } from './vocabulary.ts'

type Row = Record<Action, boolean>

const yes = true
const no = false

/** What never touches the course of a dossier: allowed wherever it can be read by those concerned. */
const BESIDE = { copy: yes, markRead: yes, urge: yes, ask: yes, answer: yes } as const
const NOTHING_BESIDE = { copy: no, markRead: no, urge: no, ask: no, answer: no } as const

/** Everything that moves an open dossier. */
const UNDER_WAY = {
  submit: yes,
  approve: yes,
  reject: yes,
  abstain: yes,
  recuse: yes,
  return: yes,
  recordMeeting: yes,
  inspect: yes,
  settleInspection: yes,
  assess: yes,
  open: yes,
  claim: yes,
  release: yes,
  transfer: yes,
  entrust: yes,
  giveOpinion: yes,
  recallEntrusted: yes,
  addSigner: yes,
  removeSigner: yes,
  takeBack: yes,
  withdraw: yes,
  acceptLate: yes,
  extend: yes,
  lapse: yes,
  jump: yes,
  terminate: yes,
  adoptVersion: yes,
} as const

const NOT_UNDER_WAY = {
  submit: no,
  approve: no,
  reject: no,
  abstain: no,
  recuse: no,
  return: no,
  recordMeeting: no,
  inspect: no,
  settleInspection: no,
  assess: no,
  open: no,
  claim: no,
  release: no,
  transfer: no,
  entrust: no,
  giveOpinion: no,
  recallEntrusted: no,
  addSigner: no,
  removeSigner: no,
  takeBack: no,
  withdraw: no,
  acceptLate: no,
  extend: no,
  lapse: no,
  jump: no,
  terminate: no,
  adoptVersion: no,
} as const

const NOT_ENDED = { reopen: no, revoke: no, maintain: no, correct: no, handOut: no } as const
/** What a decision counted can change only after the decision; an open dossier counts again at its own. */
const NO_BASIS = { markBasis: no, keepDecision: no } as const
const NO_BATCH = { reserve: no, unreserve: no, applyDecision: no } as const

/** Which actions a status knows at all. `false` means: never, whoever asks. */
export const TABLE = {
  // Only the first act can make a draft real: the subject's own submit, or an officer who lets a late one in.
  draft: {
    ...NOT_UNDER_WAY,
    ...NOTHING_BESIDE,
    ...NOT_ENDED,
    ...NO_BASIS,
    ...NO_BATCH,
    submit: yes,
    acceptLate: yes,
  },
  active: { ...UNDER_WAY, ...BESIDE, ...NOT_ENDED, ...NO_BASIS, ...NO_BATCH, reserve: yes },
  // A dossier under correction can't be decided in a batch, and the step's own deadline stands still: nothing lapses
  // and nobody has to let it in. Else it moves like an active one.
  returned: { ...UNDER_WAY, ...BESIDE, ...NOT_ENDED, ...NO_BASIS, ...NO_BATCH, lapse: no, acceptLate: no },
  // Held for one decision over many: only its batch moves it, or the clock when the hold has expired.
  reserved: {
    ...NOT_UNDER_WAY,
    ...BESIDE,
    ...NOT_ENDED,
    ...NO_BASIS,
    reserve: no,
    unreserve: yes,
    applyDecision: yes,
  },
  concluded: {
    ...NOT_UNDER_WAY,
    ...BESIDE,
    ...NO_BATCH,
    urge: no,
    reopen: yes,
    revoke: yes,
    maintain: yes,
    correct: yes,
    handOut: yes,
    markBasis: yes,
    keepDecision: yes,
  },
  // What was revoked is not reopened: the record of it may be corrected, a new year begins a new dossier.
  revoked: { ...NOT_UNDER_WAY, ...BESIDE, ...NOT_ENDED, ...NO_BASIS, ...NO_BATCH, urge: no, correct: yes },
  withdrawn: { ...NOT_UNDER_WAY, ...BESIDE, ...NOT_ENDED, ...NO_BASIS, ...NO_BATCH, urge: no, reopen: yes },
  lapsed: { ...NOT_UNDER_WAY, ...BESIDE, ...NOT_ENDED, ...NO_BASIS, ...NO_BATCH, urge: no, reopen: yes },
  terminated: { ...NOT_UNDER_WAY, ...BESIDE, ...NOT_ENDED, ...NO_BASIS, ...NO_BATCH, urge: no, reopen: yes },
} as const satisfies Record<Status, Row>

/** Who someone must be to a dossier. Computed from roles, scope and delegation, never claimed. */
export type Relation =
  | 'taskHolder' // an open task of the present step is his, in his own or another's name
  | 'opinionHolder' // an opinion was asked of him
  | 'originator' // a party of the path's first step
  | 'inspector' // a party of the step's inspection rule
  | 'settler' // settles two inspections that differ
  | 'assessor' // a party of the step's self-assessment
  | 'secretary' // keeps the minutes of the step's meeting
  | 'forwarder' // sent it on, and wants it back
  | 'concerned' // holds a role in one of the dossier's offices
  | 'copied' // an office that was sent a copy
  | 'asked' // a question was put to him
  | 'lateOfficer' // may accept a late one at the step
  | 'extender' // may extend, and take up a newer version
  | 'administrator'
  | 'maintainer'
  | 'revoker'
  | 'corrector'
  | 'reopener'
  | 'reviewer' // may take the decision away, and so may say that it stands
  | 'assigner' // may hand out what was added after the end
  | 'clock'
  | 'batch'

export interface ActionRule {
  readonly event: EventType
  readonly by: readonly Relation[]
  /** Refused as `basisChanged` when step, round, content or the actor's task is no longer what he saw. */
  readonly basis: boolean
  readonly reason: boolean
  /** Must be named in the step's `offers`; the others follow from the step's other data or are always there. */
  readonly offered: boolean
}

const rule = (
  event: EventType,
  by: readonly Relation[],
  needs: Partial<Pick<ActionRule, 'basis' | 'reason' | 'offered'>> = {},
): ActionRule => ({ event, by, basis: true, reason: false, offered: false, ...needs })

export const ACTION_RULES: Record<Action, ActionRule> = {
  submit: rule('submitted', ['taskHolder']),
  approve: rule('approved', ['taskHolder']),
  reject: rule('rejected', ['taskHolder'], { reason: true }),
  abstain: rule('abstained', ['taskHolder']),
  recuse: rule('recused', ['taskHolder'], { reason: true }),
  return: rule('returned', ['taskHolder', 'secretary'], { reason: true }),
  recordMeeting: rule('meetingRecorded', ['secretary']),
  inspect: rule('inspected', ['inspector'], { basis: false }),
  settleInspection: rule('inspectionSettled', ['settler'], { reason: true }),
  assess: rule('assessed', ['assessor'], { basis: false }),
  open: rule('opened', ['taskHolder', 'opinionHolder']),
  claim: rule('claimed', ['taskHolder']),
  release: rule('released', ['taskHolder']),
  transfer: rule('transferred', ['taskHolder'], { reason: true, offered: true }),
  entrust: rule('entrusted', ['taskHolder'], { offered: true }),
  giveOpinion: rule('opinionGiven', ['opinionHolder']),
  recallEntrusted: rule('entrustedRecalled', ['taskHolder']),
  addSigner: rule('signerAdded', ['taskHolder'], { reason: true, offered: true }),
  removeSigner: rule('signerRemoved', ['taskHolder'], { reason: true, offered: true }),
  takeBack: rule('takenBack', ['forwarder'], { reason: true }),
  copy: rule('copied', ['concerned'], { basis: false }),
  markRead: rule('read', ['copied'], { basis: false }),
  urge: rule('urged', ['concerned'], { basis: false }),
  ask: rule('asked', ['concerned'], { basis: false }),
  answer: rule('answered', ['asked'], { basis: false }),
  withdraw: rule('withdrawn', ['originator'], { reason: true }),
  acceptLate: rule('lateAccepted', ['lateOfficer'], { reason: true }),
  extend: rule('extended', ['extender'], { reason: true }),
  lapse: rule('lapsed', ['clock']),
  jump: rule('jumped', ['administrator'], { reason: true }),
  terminate: rule('terminated', ['administrator'], { reason: true }),
  reopen: rule('reopened', ['reopener'], { reason: true }),
  revoke: rule('revoked', ['revoker'], { reason: true }),
  maintain: rule('maintained', ['maintainer']),
  correct: rule('corrected', ['corrector'], { reason: true }),
  adoptVersion: rule('versionAdopted', ['extender'], { reason: true }),
  reserve: rule('reserved', ['batch']),
  unreserve: rule('unreserved', ['batch', 'clock'], { basis: false }),
  applyDecision: rule('decisionApplied', ['batch'], { basis: false }),
  markBasis: rule('basisMarked', ['clock'], { basis: false }),
  handOut: rule('handedOut', ['assigner'], { reason: true }),
  keepDecision: rule('decisionKept', ['reviewer'], { reason: true }),
}
