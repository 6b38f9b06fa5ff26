// What a person may send with each action. The arguments of an action are its own: one that belongs to another action is
// refused like any unknown field. What they mean, and which are needed, is the rulebook's.
import { z } from 'zod'
import { FAULTS } from '../../domain/paper-changes.ts'
import type { Args, Body } from '../../domain/command.ts'
import { MOST_ROWS } from '../../domain/rows-rule.ts'
import { ACTIONS } from '../../domain/vocabulary.ts'
import type { Action } from '../../domain/vocabulary.ts'
import { civilDate, id, line, longText, positive, role, sha256, year } from '../schemas.ts'

/** Actions of the clock and of batches: nobody asks for them here. */
const NOT_FOR_PERSONS = [
  'lapse',
  'reserve',
  'unreserve',
  'applyDecision',
  'markBasis',
] as const satisfies readonly Action[]

export type PersonAction = Exclude<Action, (typeof NOT_FOR_PERSONS)[number]>

/** Every action that a person may ask for, in the order of the vocabulary. */
export const PERSON_ACTIONS = ACTIONS.filter(
  (action): action is PersonAction => !(NOT_FOR_PERSONS as readonly Action[]).includes(action),
)

const stepId = z.string().regex(/^\w{1,60}$/u)
const taskId = z.string().regex(/^[\w.-]{1,100}$/u)

const FIELDS = {
  toStep: stepId,
  taskId,
  toOfficeId: id,
  toPersonId: id,
  toRole: role,
  until: civilDate,
  questionId: z.string().regex(/^q\d{1,6}$/u),
  result: z.enum(['maintained', 'notMaintained']),
  year,
  version: positive,
  fault: z.enum(FAULTS),
  votes: z
    .array(z.strictObject({ personId: id, verdict: z.enum(['approve', 'reject', 'abstain', 'recuse']) }))
    .max(500),
} as const

type ArgName = keyof typeof FIELDS

const ARGUMENTS: Record<PersonAction, readonly ArgName[]> = {
  submit: [],
  approve: [],
  reject: [],
  abstain: [],
  recuse: [],
  return: ['toStep'],
  recordMeeting: ['votes'],
  inspect: [],
  settleInspection: [],
  assess: [],
  open: [],
  claim: [],
  release: [],
  transfer: ['toOfficeId', 'toPersonId', 'toRole'],
  entrust: ['toOfficeId', 'toPersonId', 'toRole'],
  giveOpinion: [],
  recallEntrusted: ['taskId'],
  addSigner: ['toOfficeId', 'toPersonId', 'toRole'],
  removeSigner: ['taskId'],
  takeBack: [],
  copy: ['toOfficeId', 'toRole'],
  markRead: [],
  urge: [],
  ask: ['toOfficeId', 'toPersonId', 'toRole'],
  answer: ['questionId'],
  withdraw: [],
  acceptLate: ['until'],
  extend: ['until'],
  jump: ['toStep'],
  terminate: [],
  reopen: ['toStep'],
  revoke: [],
  maintain: ['result', 'year'],
  correct: ['fault'],
  adoptVersion: ['version'],
  handOut: [],
  keepDecision: [],
}

/** What the person saw: a change in any of it refuses the action as `basisChanged`. */
export const basisSchema = z
  .strictObject({
    step: stepId,
    round: z.int().min(0).max(100_000),
    contentHash: sha256.nullable(),
    taskId: taskId.optional(),
  })
  .meta({ id: 'Basis' })

const fieldName = z.string().regex(/^\w{1,60}$/u)
const fieldValue = z.union([longText(20_000), z.number(), z.boolean(), z.null()])
const documentRef = z.strictObject({ kind: fieldName, sha256, name: line(200) })
const criterionId = z.string().regex(/^[\w.-]{1,60}$/u)
const answer = z.strictObject({
  verdict: z.enum(['met', 'notMet', 'notApplicable']),
  note: longText(4000).optional(),
  evidence: z.array(sha256).max(50).optional(),
  /** Where the sheet gives points; how many, and in which steps, is the sheet's. */
  points: z.number().min(0).max(10_000).optional(),
})

const columnName = z.string().regex(/^[\w-]{1,60}$/u)
const row = z.record(columnName, z.union([longText(10_000), z.number(), z.boolean(), z.null()]))

export const formParts = {
  fields: z.record(fieldName, fieldValue).optional(),
  /** Tables by the id of what asks for them; each row by the ids of its columns. */
  rows: z.record(fieldName, z.array(row).max(MOST_ROWS)).optional(),
  documents: z.array(documentRef).max(200).optional(),
} as const

/** What a person wrote: stored once as immutable content, known by its hash. */
export const bodySchema = z
  .strictObject({
    reason: longText(4000).optional(),
    text: longText(20_000).optional(),
    ...formParts,
    answers: z.record(criterionId, answer).optional(),
    sheet: z.strictObject({ id: z.string().regex(/^[\w.-]{1,60}$/u), version: positive }).optional(),
    mendFields: z.array(fieldName).max(200).optional(),
    mendCriteria: z.array(criterionId).max(500).optional(),
  })
  .meta({ id: 'ActionBody' })

export interface ActionInput {
  readonly basis: {
    step: string
    round: number
    contentHash: string | null
    taskId?: string | undefined
  } | null
  readonly args?: Args | undefined
  readonly body?: Body | undefined
}

/** The schema of one action's request. */
export function actionInput(action: PersonAction) {
  const args = Object.fromEntries(ARGUMENTS[action].map((name) => [name, FIELDS[name].optional()]))
  return z.strictObject({
    basis: basisSchema.nullable(),
    args: z.strictObject(args).optional(),
    body: bodySchema.optional(),
  })
}

/** The same value without members that are undefined: what is hashed, stored and sent is plain JSON. */
export function compact<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
