// Results of earlier years, on which conditions of the rules rest.
import type { Route } from '../route.ts'

/** Routes of prior results. */
export const resultRoutes: readonly Route[] = []
