// Criteria sheets: drafts, published versions, and the mark of a sample of answers.
import type { Route } from '../route.ts'

/** Routes of criteria sheets. */
export const sheetRoutes: readonly Route[] = []
