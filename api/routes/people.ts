// People and their accounts: created with a random first password that is shown once, listed in scope, disabled.
import type { Route } from '../route.ts'

/** Routes of people. */
export const peopleRoutes: readonly Route[] = []
