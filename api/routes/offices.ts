// Offices: found by present and former names, and units that a commune adds, renames and ends.
import type { Route } from '../route.ts'

/** Routes of offices. */
export const officeRoutes: readonly Route[] = []
