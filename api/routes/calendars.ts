// The holiday calendar: read, and a next version published after the rules of the time domain accept it.
import type { Route } from '../route.ts'

/** Routes of calendars. */
export const calendarRoutes: readonly Route[] = []
