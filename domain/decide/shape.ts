// Whether a command and its body are of the shape that their types promise. Whoever calls has parsed them; the rulebook
// stays total all the same, so a value of the wrong shape is a refusal that names it, and never an exception.
import { refuse } from '../command.ts'
import type { Command, Facts, Refused } from '../command.ts'
import { isCivilDate, isInstant } from '../time/civil.ts'
import { FAULTS } from '../paper-changes.ts'
import { ACTIONS, ROLES } from '../vocabulary.ts'

type Is = (value: unknown) => boolean
type Shape = Readonly<Record<string, Is>>

const text: Is = (value) => typeof value === 'string'
const id: Is = (value) => typeof value === 'string' && value !== ''
const whole: Is = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
const oneOf =
  (...values: readonly unknown[]): Is =>
  (value) =>
    values.includes(value)
const maybe =
  (is: Is): Is =>
  (value) =>
    value === undefined || is(value)
const orNull =
  (is: Is): Is =>
  (value) =>
    value === null || is(value)
const listOf =
  (is: Is): Is =>
  (value) =>
    Array.isArray(value) && value.every(is)
const object = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const valuesOf =
  (is: Is): Is =>
  (value) =>
    object(value) && Object.values(value).every(is)
const shaped =
  (shape: Shape): Is =>
  (value) =>
    object(value) && wrongKey(value, shape) === null

/** The first key whose value isn't what the shape says; keys that the shape doesn't know are not looked at. */
function wrongKey(value: Readonly<Record<string, unknown>>, shape: Shape): string | null {
  return Object.keys(shape).find((key) => shape[key]?.(value[key]) === false) ?? null
}

const actor: Is = (value) =>
  object(value) &&
  ((value.kind === 'person' && id(value.personId)) ||
    (value.kind === 'batch' && id(value.batchId)) ||
    value.kind === 'clock')

const COMMAND: Shape = {
  action: oneOf(...ACTIONS),
  actor,
  receivedAt: isInstant,
  basis: orNull(shaped({ step: text, round: whole, contentHash: orNull(text), taskId: maybe(text) })),
  bodyHash: orNull(id),
  args: object,
}

const ARGS: Shape = {
  toStep: maybe(text),
  taskId: maybe(text),
  toOfficeId: maybe(id),
  toPersonId: maybe(id),
  toRole: maybe(oneOf(...ROLES)),
  until: maybe(isCivilDate),
  questionId: maybe(text),
  result: maybe(oneOf('maintained', 'notMaintained')),
  year: maybe(whole),
  dueAt: maybe(isInstant),
  votes: maybe(listOf(shaped({ personId: id, verdict: oneOf('approve', 'reject', 'abstain', 'recuse') }))),
  batchId: maybe(id),
  expiresAt: maybe(isInstant),
  verdict: maybe(oneOf('approve', 'reject')),
  decisionNumber: maybe(whole),
  subjectId: maybe(id),
  resultKind: maybe(text),
  value: maybe(orNull(text)),
  version: maybe(whole),
  fault: maybe(oneOf(...FAULTS)),
}

const fieldValue: Is = (value) =>
  value === null || ['string', 'boolean'].includes(typeof value) || Number.isFinite(value)

const BODY: Shape = {
  reason: maybe(text),
  text: maybe(text),
  fields: maybe(valuesOf(fieldValue)),
  rows: maybe(valuesOf(listOf(valuesOf(fieldValue)))),
  documents: maybe(listOf(shaped({ kind: text, sha256: id, name: text }))),
  answers: maybe(
    valuesOf(
      shaped({
        verdict: oneOf('met', 'notMet', 'notApplicable'),
        note: maybe(text),
        evidence: maybe(listOf(id)),
        points: maybe(Number.isFinite),
      }),
    ),
  ),
  sheet: maybe(shaped({ id: text, version: whole })),
  mendFields: maybe(listOf(text)),
  mendCriteria: maybe(listOf(text)),
}

/** The first value of the wrong shape in command, arguments or body, by its name; null when all are right. */
export function shapeRefusal(command: Command, { body }: Pick<Facts, 'body'>): Refused | null {
  const field =
    wrongKey({ ...command }, COMMAND) ??
    wrongKey({ ...command.args }, ARGS) ??
    (body === null ? null : object(body) ? wrongKey({ ...body }, BODY) : 'body')
  return field === null ? null : refuse('invalid', { field })
}
