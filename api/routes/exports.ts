// The file of one dossier that the verifier checks without this server.
import type { Route } from '../route.ts'

/** Routes of exports. */
export const exportRoutes: readonly Route[] = []
