// Schemas that several routes share: ids, instants, dates, words of the rulebook, pages.
import { z } from 'zod'
import { isCivilDate, isInstant } from '../domain/time/civil.ts'
import { ACTIONS, OFFICE_KINDS, ROLES, STATUSES, SUBJECT_KINDS } from '../domain/vocabulary.ts'

/** Whether a text holds control characters other than tab and line ends; PostgreSQL can't store the first of them. */
const hasControl = (text: string): boolean => /\p{Cc}/u.test(text.replace(/[\t\n\r]/gu, ''))

/** An identifier as it stands in a path or body: letters, digits and a few marks. */
export const id = z.string().regex(/^[\w.:@-]{1,80}$/u)

/** SHA-256 in lower-case hexadecimal. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/u)

/** One line of text, in NFC, without control characters; never empty. */
export const line = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => text !== '' && !/[\r\n\t]/u.test(text) && !hasControl(text))

/** Text of several lines, in NFC. */
export const longText = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text) => text.normalize('NFC'))
    .refine((text) => !hasControl(text))

export const civilDate = z.string().refine(isCivilDate).meta({ format: 'date' })
export const instant = z.string().refine(isInstant).meta({ format: 'date-time' })
export const year = z.int().min(2000).max(2100)
export const positive = z.int().min(1).max(1_000_000_000)

export const role = z.enum(ROLES)
export const action = z.enum(ACTIONS)
export const status = z.enum(STATUSES)
export const subjectKind = z.enum(SUBJECT_KINDS)
export const officeKind = z.enum(OFFICE_KINDS)

/** A number in a query string. */
export const queryNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/u)
    .transform(Number)
    .pipe(z.number().min(min).max(max))

/** Size of a page: 50 rows unless told, 200 at most. */
export const PAGE_SIZE = 50
export const pageQuery = {
  limit: queryNumber(1, 200).optional(),
  cursor: z.string().max(300).optional(),
}

/** One page of a list: its rows, and what to ask with for the next. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** Yes or no in a query string. */
export const flag = z.enum(['true', 'false']).transform((word) => word === 'true')

export const noContent = z.undefined()
