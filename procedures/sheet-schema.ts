// The zod schema of a criteria sheet: criteria, their points, and the levels that points come to.
import { z } from 'zod'
import type { CriteriaSheet } from '../domain/command.ts'
import { forbiddenIn } from '../domain/forbidden.ts'
import { id, list, vi } from './schema-parts.ts'

/** Points are given in half steps. */
const points = z.number().positive().multipleOf(0.5).max(1000)
const level = z.strictObject({ id, vi, min: z.number().min(0).max(100) }).readonly()

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
          points: points.optional(),
        })
        .readonly(),
    )
      .refine((criteria) => criteria.length > 0, 'a sheet has at least one criterion')
      .refine(
        (criteria) => new Set(criteria.map((one) => one.id)).size === criteria.length,
        'criterion ids are unique',
      )
      .refine(
        (criteria) => criteria.every(({ vi: label }) => forbiddenIn(label) === null),
        'no criterion is a record about a person',
      ),
    levels: list(level)
      .refine(
        (levels) => levels.every(({ min }, index) => min < (levels[index - 1]?.min ?? 101)),
        'levels stand best first',
      )
      .optional(),
  })
  .readonly() satisfies z.ZodType<CriteriaSheet>
