// Daily anchors of the chains, for anybody to compare with what was published elsewhere.
import type { Route } from '../route.ts'

/** Routes of anchors. */
export const anchorRoutes: readonly Route[] = []
