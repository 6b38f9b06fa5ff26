// What the dialog of each action asks for. A reason is not listed: the rulebook says which actions need one.
import { ACTION_RULES } from '../../../domain/table.ts'
import type { Action } from '../../../domain/vocabulary.ts'
import type { Schemas } from '../../client/api.ts'
import type { Target } from '../forms/TargetPicker.tsx'

export type Part =
  | 'content'
  | 'opinion'
  | 'text'
  | 'toStep'
  | 'mend'
  | 'votes'
  | 'sheet'
  | 'target'
  | 'targetRole'
  | 'targetPerson'
  | 'opinionTask'
  | 'signerTask'
  | 'question'
  | 'until'
  | 'result'
  | 'version'

const PARTS = {
  submit: ['content', 'opinion'],
  approve: ['content', 'opinion'],
  reject: [],
  abstain: ['opinion'],
  recuse: [],
  return: ['toStep', 'mend'],
  recordMeeting: ['votes', 'content'],
  inspect: ['sheet'],
  settleInspection: ['sheet'],
  assess: ['sheet'],
  open: [],
  claim: [],
  release: [],
  transfer: ['target'],
  entrust: ['target', 'opinion'],
  giveOpinion: ['text'],
  recallEntrusted: ['opinionTask'],
  addSigner: ['targetPerson'],
  removeSigner: ['signerTask'],
  takeBack: [],
  copy: ['targetRole'],
  markRead: [],
  urge: ['opinion'],
  ask: ['targetPerson', 'text'],
  answer: ['question', 'text'],
  withdraw: [],
  acceptLate: ['until'],
  extend: ['until'],
  lapse: [],
  jump: ['toStep'],
  terminate: [],
  reopen: ['toStep'],
  revoke: ['content'],
  maintain: ['result'],
  correct: ['text'],
  adoptVersion: ['version'],
  reserve: [],
  unreserve: [],
  applyDecision: [],
  markBasis: [],
  handOut: ['content'],
  keepDecision: [],
} as const satisfies Record<Action, readonly Part[]>

export const partsOf = (action: Action): readonly Part[] => PARTS[action]
export const needsReason = (action: Action): boolean => ACTION_RULES[action].reason

/** Done with one press: they ask for nothing, and can be undone or mean nothing to others. */
export const AT_ONCE: readonly Action[] = ['claim', 'release', 'markRead', 'open']

/** Actions that end or force something: shown in red, and last. */
export const DANGEROUS: readonly Action[] = ['reject', 'terminate', 'revoke', 'withdraw', 'jump', 'lapse']

/** Done on what was seen: the dialog shows what that is, and the record keeps its hash. */
export const DECIDES: readonly Action[] = ['approve', 'reject', 'submit', 'return', 'recordMeeting', 'recuse']

/** What somebody has filled into a dialog. */
export interface Given {
  readonly args: Readonly<Record<string, unknown>>
  readonly body: Schemas['ActionBody']
  readonly target: Target
  /** Votes of a meeting by person; who isn't named wasn't there. */
  readonly votes: Readonly<Record<string, 'approve' | 'reject' | 'abstain' | 'recuse'>>
}

export const NOTHING: Given = { args: {}, body: {}, target: {}, votes: {} }

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0)

/** The arguments and body to send. */
export function requestOf(action: Action, { args, body, target, votes }: Given) {
  const parts = partsOf(action)
  const to = {
    ...(target.officeId === undefined ? {} : { toOfficeId: target.officeId }),
    ...(target.role === undefined ? {} : { toRole: target.role }),
    ...(target.personId === undefined ? {} : { toPersonId: target.personId }),
  }
  const cast = Object.entries(votes).map(([personId, verdict]) => ({ personId, verdict }))
  const all = { ...args, ...to, ...(parts.includes('votes') ? { votes: cast } : {}) }
  const written = Object.fromEntries(Object.entries(body).filter(([, value]) => !isEmpty(value)))
  return {
    ...(Object.keys(all).length === 0 ? {} : { args: all }),
    ...(Object.keys(written).length === 0 ? {} : { body: written as Schemas['ActionBody'] }),
  }
}
