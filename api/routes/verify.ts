// The public check of a certificate by its code, as JSON or as a plain page.
import type { Route } from '../route.ts'

/** Routes of the public check. */
export const verifyRoutes: readonly Route[] = []
