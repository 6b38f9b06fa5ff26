// The zod schema of a procedure: what a file of data, or a body over HTTP, must look like before the checker walks it.
// Typed both ways against domain/, so that neither can change without the other. Needs and sheets have files of their own.
import { z } from 'zod'
import { personRecords } from '../domain/forbidden.ts'
import { PAPER_ACTS, PAPER_KINDS } from '../domain/papers.ts'
import type { Procedure } from '../domain/procedure.ts'
import { isCivilDate } from '../domain/time/civil.ts'
import { ACTIONS, MATTER_KINDS, OFFICE_KINDS, SUBJECT_KINDS } from '../domain/vocabulary.ts'
import { figure, need } from './need-schema.ts'
import { id, level, list, parties, party, role, share, source, vi } from './schema-parts.ts'

export { criteriaSheetSchema } from './sheet-schema.ts'

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

const toStep = z.strictObject({ step: id }).readonly()
const toOutcome = z.strictObject({ outcome: id }).readonly()
const fork = z
  .strictObject({ field: id, cases: z.record(id, z.union([toStep, toOutcome])).readonly() })
  .readonly()
const destination = z.union([z.literal('next'), toStep, toOutcome, fork])
const late = z.discriminatedUnion('effect', [
  z.strictObject({ effect: z.literal('mark') }).readonly(),
  z.strictObject({ effect: z.literal('refuse'), acceptedBy: party }).readonly(),
  z.strictObject({ effect: z.literal('lapse'), outcome: id }).readonly(),
])
const numberRule = z.strictObject({ register: id, level, byPolice: id.optional() }).readonly()

const paper = z
  .strictObject({
    kind: z.enum(PAPER_KINDS),
    on: z.enum(PAPER_ACTS),
    register: id.optional(),
    signedAt: id.optional(),
    source,
  })
  .readonly()

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
    assigns: source.optional(),
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
    papers: list(paper).optional(),
    copies: parties.optional(),
    batch: z.boolean().optional(),
    assigns: list(z.strictObject({ kinds: list(z.enum(MATTER_KINDS)), procedure: id }).readonly()).optional(),
    source,
    rests: rests.optional(),
  })
  .readonly()

const path = z
  .strictObject({
    id,
    vi,
    kinds: list(z.enum(SUBJECT_KINDS)),
    traits: list(z.enum(['provincial', 'noPolice', 'ministerial'])).optional(),
    owners: list(z.enum(OFFICE_KINDS)).optional(),
    types: list(id).optional(),
    setting: id.optional(),
    steps: list(id),
    source,
  })
  .readonly()

const partyOrDecider = z.union([party, z.literal('decider')])

const after = z
  .strictObject({
    maintain: z
      .strictObject({ by: party, results: list(z.enum(['maintained', 'notMaintained'])), source })
      .readonly()
      .optional(),
    revoke: z
      .strictObject({ by: partyOrDecider, needs: list(need).optional(), source })
      .readonly()
      .optional(),
    correct: z
      .strictObject({ by: partyOrDecider, numbers: numberRule.optional(), source })
      .readonly()
      .optional(),
    reopen: z
      .strictObject({ by: party, to: list(id), source })
      .readonly()
      .optional(),
    handOut: z
      .strictObject({
        by: partyOrDecider,
        needs: list(need).optional(),
        numbers: numberRule.optional(),
        paper: z.enum(PAPER_KINDS).optional(),
        source,
      })
      .readonly()
      .optional(),
  })
  .readonly()

const resultValue = z.union([
  z.string().min(1),
  z.strictObject({ level: z.enum(['inspection', 'assessment']) }).readonly(),
])
const settingValue = z.union([z.string(), z.number(), z.boolean()])

/** A procedure as data. What fits may still be unsound: the checker (domain/checker) says so. */
export const procedureSchema = z
  .strictObject({
    id,
    version: z.int().positive(),
    vi,
    subjects: list(z.enum(SUBJECT_KINDS)),
    types: z.record(id, vi).readonly().optional(),
    begins: z.enum(['draft', 'active']).optional(),
    excludes: list(id).optional(),
    owed: source.optional(),
    figures: z.record(id, z.strictObject({ vi, figure, source }).readonly()).readonly().optional(),
    paths: list(path),
    steps: list(step),
    outcomes: list(
      z
        .strictObject({
          id,
          vi,
          nature: z.enum(['granted', 'denied', 'ended']),
          subject: z.enum(['active', 'ended']).optional(),
          source,
        })
        .readonly(),
    ),
    givenTo: z.strictObject({ recipient: id, reason: id }).readonly().optional(),
    withdraw: z.strictObject({ until: list(id), source }).readonly(),
    after,
    dates: z
      .record(id, z.strictObject({ vi, rule: dueRule, isDay: z.literal(true).optional() }).readonly())
      .readonly(),
    opens: monthDay,
    closes: monthDay,
    extendBy: party,
    sheets: z.partialRecord(z.enum(SUBJECT_KINDS), id).readonly(),
    results: z.record(id, z.strictObject({ kind: id, value: resultValue }).readonly()).readonly(),
    settings: list(
      z
        .strictObject({
          id,
          vi,
          value: settingValue,
          why: z.string().min(1),
          history: list(
            z.strictObject({ from: z.string().refine(isCivilDate), value: settingValue }).readonly(),
          ).optional(),
        })
        .readonly(),
    ),
    source,
  })
  .superRefine((procedure, context) => {
    for (const { where, phrase } of personRecords(procedure))
      context.addIssue({ code: 'custom', path: [...where], message: `records a person: "${phrase}"` })
  })
  .readonly() satisfies z.ZodType<Procedure>
