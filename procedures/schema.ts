// The zod schemas of a procedure and of a criteria sheet: what a file of data, or a body over HTTP, must look like
// before the checker walks it. Typed both ways against domain/, so that neither can change without the other.
import { z } from 'zod'
import type { CriteriaSheet } from '../domain/command.ts'
import type { Procedure } from '../domain/procedure.ts'
import { ACTIONS, LEVELS, ROLES, SUBJECT_KINDS } from '../domain/vocabulary.ts'

const id = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]*$/)
  .max(60)
const vi = z.string().min(1).max(300)
const list = <T extends z.ZodType>(item: T) => z.array(item).readonly()
const share = z.tuple([z.int().positive(), z.int().positive()]).readonly()

const source = z.union([
  z
    .strictObject({
      cites: list(z.string().min(1)).refine((rows) => rows.length > 0, 'cite at least one row'),
    })
    .readonly(),
  z.strictObject({ setting: id }).readonly(),
])

const monthDay = z.string().regex(/^\d{2}-\d{2}$/)
const ruleBase = {
  source: z.string().min(1),
  settingMark: z.literal(true).optional(),
  pausable: z.literal(true).optional(),
}
const yearOffset = z.union([z.literal(0), z.literal(1)]).optional()
const count = z.int().positive()
const from = z.enum(['stepEntered', 'returned', 'received'])
const dueRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('before'), monthDay, yearOffset, ...ruleBase }).readonly(),
  z.strictObject({ kind: z.literal('through'), monthDay, yearOffset, ...ruleBase }).readonly(),
  z.strictObject({ kind: z.literal('workingDays'), count, from, ...ruleBase }).readonly(),
  z.strictObject({ kind: z.literal('calendarDays'), count, from, ...ruleBase }).readonly(),
  z.strictObject({ kind: z.literal('campaignDate'), key: id, ...ruleBase }).readonly(),
])

const role = z.enum(ROLES)
const level = z.enum(LEVELS)
const party = z
  .strictObject({
    role,
    level,
    deputies: list(role).optional(),
    each: z.boolean().optional(),
    weight: z.number().positive().optional(),
  })
  .readonly()
const parties = list(party)

const signing = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('one') }).readonly(),
  z.strictObject({ mode: z.literal('any') }).readonly(),
  z.strictObject({ mode: z.literal('inTurn') }).readonly(),
  z.strictObject({ mode: z.literal('all') }).readonly(),
  z.strictObject({ mode: z.literal('weighted'), need: z.number().positive() }).readonly(),
  z
    .strictObject({
      mode: z.literal('quorum'),
      need: z.union([
        z.strictObject({ count: z.int().positive() }).readonly(),
        z.strictObject({ share }).readonly(),
      ]),
      base: z.enum(['members', 'votes']),
      present: share.optional(),
      vetoRoles: list(role).optional(),
      by: list(z.enum(['meeting', 'written'])),
      recordedBy: party,
    })
    .readonly(),
])

const need = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('field'),
      id,
      vi,
      type: z.enum(['text', 'longText', 'date', 'integer', 'choice', 'boolean']),
      required: z.boolean(),
      choices: list(z.strictObject({ id, vi }).readonly()).optional(),
      maxLength: z.int().positive().optional(),
    })
    .readonly(),
  z.strictObject({ kind: z.literal('document'), id, vi, required: z.boolean() }).readonly(),
  z.strictObject({ kind: z.literal('criteriaMet'), by: z.enum(['inspection', 'assessment']) }).readonly(),
  z.strictObject({ kind: z.literal('assessed'), times: z.int().positive() }).readonly(),
  z
    .strictObject({
      kind: z.literal('priorResult'),
      result: id,
      yearOffset: z.union([z.literal(-1), z.literal(0)]),
      accepted: list(z.string().min(1)),
      source,
    })
    .readonly(),
])

const toStep = z.strictObject({ step: id }).readonly()
const toOutcome = z.strictObject({ outcome: id }).readonly()
const destination = z.union([z.literal('next'), toStep, toOutcome])
const late = z.discriminatedUnion('effect', [
  z.strictObject({ effect: z.literal('mark') }).readonly(),
  z.strictObject({ effect: z.literal('refuse'), acceptedBy: party }).readonly(),
  z.strictObject({ effect: z.literal('lapse'), outcome: id }).readonly(),
])
const numberRule = z.strictObject({ register: id, level }).readonly()

const rests = z
  .strictObject({
    parties: source.optional(),
    signing: source.optional(),
    reject: source.optional(),
    returns: source.optional(),
    needs: source.optional(),
    inspection: source.optional(),
    assessment: source.optional(),
    late: source.optional(),
    reminders: source.optional(),
    escalation: source.optional(),
    apart: source.optional(),
    numbers: source.optional(),
    copies: source.optional(),
    batch: source.optional(),
  })
  .readonly()

const step = z
  .strictObject({
    id,
    vi,
    parties,
    signing,
    forward: z.strictObject({ action: z.enum(['submit', 'approve']), to: destination }).readonly(),
    reject: z.strictObject({ to: destination }).readonly().optional(),
    returns: z
      .strictObject({
        to: list(z.union([z.literal('originator'), z.literal('previous'), toStep])),
        resume: z.enum(['path', 'returner']),
        due: dueRule.optional(),
      })
      .readonly()
      .optional(),
    needs: list(need),
    offers: list(z.enum(ACTIONS)),
    inspection: z
      .strictObject({
        by: parties,
        blind: z.enum(['single', 'double']),
        tolerance: z.int().nonnegative(),
        settledBy: party.optional(),
      })
      .readonly()
      .optional(),
    assessment: z.strictObject({ by: party, also: parties.optional() }).readonly().optional(),
    due: dueRule.optional(),
    late,
    reminders: list(
      z.strictObject({ days: z.int().nonnegative(), working: z.boolean() }).readonly(),
    ).optional(),
    escalation: parties.optional(),
    apart: list(id).optional(),
    numbers: list(numberRule).optional(),
    certificate: z.boolean().optional(),
    copies: parties.optional(),
    batch: z.boolean().optional(),
    source,
    rests: rests.optional(),
  })
  .readonly()

const path = z
  .strictObject({
    id,
    vi,
    kinds: list(z.enum(SUBJECT_KINDS)),
    traits: list(z.enum(['provincial', 'noPolice'])).optional(),
    setting: id.optional(),
    steps: list(id),
    source,
  })
  .readonly()

const after = z
  .strictObject({
    maintain: z
      .strictObject({ by: party, results: list(z.enum(['maintained', 'notMaintained'])), source })
      .readonly()
      .optional(),
    revoke: z.strictObject({ by: party, source }).readonly().optional(),
    correct: z.strictObject({ by: party, numbers: numberRule.optional(), source }).readonly().optional(),
    reopen: z
      .strictObject({ by: party, to: list(id), source })
      .readonly()
      .optional(),
  })
  .readonly()

/** A procedure as data. What fits may still be unsound: the checker (domain/checker) says so. */
export const procedureSchema = z
  .strictObject({
    id,
    version: z.int().positive(),
    vi,
    subjects: list(z.enum(SUBJECT_KINDS)),
    paths: list(path),
    steps: list(step),
    outcomes: list(
      z.strictObject({ id, vi, nature: z.enum(['granted', 'denied', 'ended']), source }).readonly(),
    ),
    withdraw: z.strictObject({ until: list(id), source }).readonly(),
    after,
    dates: z.record(id, z.strictObject({ vi, rule: dueRule }).readonly()).readonly(),
    opens: monthDay,
    closes: monthDay,
    extendBy: party,
    sheets: z.partialRecord(z.enum(SUBJECT_KINDS), id).readonly(),
    results: z.record(id, z.strictObject({ kind: id, value: z.string().min(1) }).readonly()).readonly(),
    settings: list(
      z
        .strictObject({
          id,
          vi,
          value: z.union([z.string(), z.number(), z.boolean()]),
          why: z.string().min(1),
        })
        .readonly(),
    ),
    source,
  })
  .readonly() satisfies z.ZodType<Procedure>

/** A criteria sheet as data: at least one criterion, and no two with the same id. */
export const criteriaSheetSchema = z
  .strictObject({
    id,
    version: z.int().positive(),
    vi,
    sample: z.boolean(),
    source: z.string().min(1).max(500),
    criteria: list(
      z
        .strictObject({
          id: z
            .string()
            .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/)
            .max(40),
          vi,
          group: z.string().min(1).max(200),
          mustMeet: z.boolean(),
          allowsNotApplicable: z.boolean(),
        })
        .readonly(),
    )
      .refine((criteria) => criteria.length > 0, 'a sheet has at least one criterion')
      .refine(
        (criteria) => new Set(criteria.map((one) => one.id)).size === criteria.length,
        'criterion ids are unique',
      ),
  })
  .readonly() satisfies z.ZodType<CriteriaSheet>
