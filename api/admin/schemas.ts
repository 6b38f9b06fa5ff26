// Schemas that several routes of administration share.
import { z } from 'zod'
import { civilDate, id, positive } from '../schemas.ts'

/** A day that a person may name: bounded, so that counting from it never leaves the calendar. */
export const day = civilDate.refine((date) => date >= '2000-01-01' && date <= '2100-12-31')

/** Reads its id from the path. */
export const byId = z.strictObject({ id })

/** Names the version that was read; another one that stands refuses the change. */
export const version = positive

/** Words of a name, with or without diacritics, in a query string. */
export const searchText = z.string().max(200)

/** How somebody signs in: letters, digits and a few marks, three to a hundred. */
export const login = z.string().regex(/^[\p{L}\p{N}](?:[\p{L}\p{N}._@-]{1,98})[\p{L}\p{N}]$/u)
export const email = z.email().max(200)
export const phone = z.string().regex(/^\+?[\d .-]{6,30}$/u)
