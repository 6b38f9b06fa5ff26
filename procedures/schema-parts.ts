// Small zod schemas that those of procedures, needs and criteria sheets are built from.
import { z } from 'zod'
import { LEVELS, ROLES } from '../domain/vocabulary.ts'

export const id = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]*$/)
  .max(60)
export const vi = z.string().min(1).max(300)
export const list = <T extends z.ZodType>(item: T) => z.array(item).readonly()
export const share = z.tuple([z.int().positive(), z.int().positive()]).readonly()

export const source = z.union([
  z
    .strictObject({
      cites: list(z.string().min(1)).refine((rows) => rows.length > 0, 'cite at least one row'),
    })
    .readonly(),
  z.strictObject({ setting: id }).readonly(),
])

export const role = z.enum(ROLES)
export const level = z.enum(LEVELS)
export const party = z
  .strictObject({
    role,
    level,
    deputies: list(role).optional(),
    each: z.boolean().optional(),
    named: z.boolean().optional(),
    weight: z.number().positive().optional(),
  })
  .readonly()
export const parties = list(party)
export const yearBefore = z.union([z.literal(-1), z.literal(0)])
