// Published procedures: listed, read with their dates and steps, and published from those shipped.
import type { Route } from '../route.ts'

/** Routes of procedures. */
export const procedureRoutes: readonly Route[] = []
