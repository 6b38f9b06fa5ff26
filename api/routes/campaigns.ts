// Campaigns: opened on a published procedure for a province and a year, with dates, settings, sheets and calendar.
import type { Route } from '../route.ts'

/** Routes of campaigns. */
export const campaignRoutes: readonly Route[] = []
