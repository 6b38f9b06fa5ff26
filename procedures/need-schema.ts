// The zod schemas of what a step needs and of what is counted: fields, documents, results, children, figures, amounts.
import { z } from 'zod'
import { REFERENCE_KINDS } from '../domain/reference.ts'
import { MOST_ROWS } from '../domain/rows-rule.ts'
import { MATTER_KINDS, OFFICE_SUBJECTS } from '../domain/vocabulary.ts'
import { id, list, share, source, vi, yearBefore } from './schema-parts.ts'

const among = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('below'), kinds: list(z.enum(OFFICE_SUBJECTS)) }).readonly(),
  z.strictObject({ in: z.literal('parts'), kinds: list(z.enum(MATTER_KINDS)) }).readonly(),
])

const having = z.union([
  z.strictObject({ result: id, accepted: list(z.string().min(1)), yearOffset: yearBefore }).readonly(),
  z.strictObject({ procedure: id, outcomes: list(id).optional() }).readonly(),
])

/** A whole number that is counted for the dossier. */
export const figure = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('children'), among, having: having.optional() }).readonly(),
  z
    .strictObject({
      of: z.literal('register'),
      kind: z.enum(MATTER_KINDS),
      types: list(id).optional(),
      status: z.enum(['active', 'begun', 'ended']),
    })
    .readonly(),
  z
    .strictObject({
      of: z.literal('dossiers'),
      procedures: list(id),
      outcomes: list(id).optional(),
      in: z.enum(['territory', 'own', 'parts']),
    })
    .readonly(),
  z
    .strictObject({
      of: z.literal('sum'),
      field: id,
      procedures: list(id),
      outcomes: list(id).optional(),
      in: z.enum(['below', 'own', 'parts', 'territory']),
      step: id.optional(),
      waiting: z.boolean().optional(),
    })
    .readonly(),
])

const rowsSum = { rows: id, column: id.optional() }

const amount = z.union([
  z.int(),
  z.strictObject({ ...rowsSum, setting: id.optional(), on: id.optional() }).readonly(),
  z.strictObject({ field: id, step: id.optional() }).readonly(),
  z.strictObject({ figure: id }).readonly(),
  z
    .strictObject({
      setting: id,
      times: id.optional(),
      timesFigure: id.optional(),
      on: id.optional(),
      step: id.optional(),
    })
    .readonly(),
])

const resultRule = {
  result: id,
  yearOffset: yearBefore,
  over: z
    .strictObject({ years: z.int().min(1).max(10), atLeast: z.int().min(1) })
    .readonly()
    .optional(),
  of: z.enum(['subject', 'owner']).optional(),
  accepted: list(z.string().min(1)),
}

const values = {
  choices: list(z.strictObject({ id, vi }).readonly()).optional(),
  maxLength: z.int().positive().optional(),
  min: z.int().optional(),
  max: z.int().optional(),
  byHand: z.boolean().optional(),
}

const column = z
  .strictObject({
    id,
    vi,
    type: z.enum(['text', 'date', 'integer', 'money', 'choice', ...REFERENCE_KINDS]),
    required: z.boolean(),
    ...values,
    summed: z.boolean().optional(),
  })
  .readonly()

export const need = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('field'),
      id,
      vi,
      type: z.enum(['text', 'longText', 'date', 'integer', 'money', 'choice', 'boolean', ...REFERENCE_KINDS]),
      required: z.boolean(),
      ...values,
      figure: id.optional(),
      sumOf: z.strictObject(rowsSum).readonly().optional(),
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal('rows'),
      id,
      vi,
      columns: list(column),
      least: z.int().min(0).max(MOST_ROWS),
      most: z.int().min(1).max(MOST_ROWS),
      requiredWith: id.optional(),
      inOrder: z.tuple([id, id]).readonly().optional(),
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal('document'),
      id,
      vi,
      required: z.boolean(),
      requiredWith: id.optional(),
    })
    .readonly(),
  z.strictObject({ kind: z.literal('criteriaMet'), by: z.enum(['inspection', 'assessment']) }).readonly(),
  z.strictObject({ kind: z.literal('assessed'), times: z.int().positive() }).readonly(),
  z
    .strictObject({
      kind: z.literal('priorResult'),
      ...resultRule,
      or: list(z.strictObject(resultRule).readonly()).optional(),
      source,
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal('children'),
      id,
      vi,
      among,
      having: having.optional(),
      atLeast: share,
      minimum: z.int().nonnegative().optional(),
      source,
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal('compare'),
      id,
      vi,
      left: list(amount),
      op: z.enum(['atMost', 'atLeast']),
      right: list(amount),
      share: share.optional(),
      waiting: list(id).optional(),
      source,
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal('scored'),
      by: z.enum(['inspection', 'assessment']),
      accepted: list(z.string().min(1)).optional(),
    })
    .readonly(),
])
