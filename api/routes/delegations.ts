// Delegations: a holder lets another act in his own role for a while, with a written reason.
import type { Route } from '../route.ts'

/** Routes of delegations. */
export const delegationRoutes: readonly Route[] = []
