// Roles: granted and ended with dates; each grant and end is an event in the chain of the office.
import type { Route } from '../route.ts'

/** Routes of roles. */
export const roleRoutes: readonly Route[] = []
