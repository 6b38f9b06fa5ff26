// What the calendar of a year is made of: everything due in it, and the newest table of holidays.
import { useQuery } from '@tanstack/react-query'
import type { HolidayCalendar, HolidayDay } from '../../../domain/time/days.ts'
import { SHIPPED_CALENDAR } from '../../../domain/time/holidays.ts'
import { api, read } from '../../client/api.ts'
import type { Schemas } from '../../client/api.ts'
import { ApiProblem } from '../../client/problem.ts'

export type Entry = Schemas['CalendarEntry']
/** Dossiers of one step that are due on one day. */
export type Group = Schemas['CalendarDay']

const PAGE = '1000'
/** So many dossiers are named one by one; more are counted by day and step, and the list of dossiers names them. */
const MOST_NAMED = 300
/** Beside dossiers: dates of campaigns and matters. */
const MOST_PAGES = 5
const FRESH_MS = 600_000

/** Whose calendar: everything that is seen, what waits for oneself, or one office with what lies under it. */
export type Whose = 'all' | 'me' | { readonly office: string }

export interface YearEntries {
  readonly entries: readonly Entry[]
  /** Dossiers by day, where there are too many to be entries. */
  readonly groups: readonly Group[]
  /** Whether there are more than were read. */
  readonly more: boolean
}

const askedOf = (year: string, whose: Whose) => ({
  from: `${year}-01-01`,
  to: `${year}-12-31`,
  ...(whose === 'me' ? { person: 'me' } : {}),
  ...(typeof whose === 'string' ? {} : { office: whose.office }),
})

/** Where the year is to be had as a file for other calendars. */
export function fileAddress(year: string, whose: Whose): string {
  return `/api/v1/calendar/file?${new URLSearchParams(askedOf(year, whose)).toString()}`
}

async function entriesOf(year: string, whose: Whose): Promise<YearEntries> {
  const asked = askedOf(year, whose)
  const days = await read(api.GET('/api/v1/calendar/days', { params: { query: asked } }))
  const named = days.items.reduce((sum, { count }) => sum + count, 0) <= MOST_NAMED
  const groups = named ? [] : days.items
  const entries: Entry[] = []
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const dossiers = named ? ('true' as const) : ('false' as const)
    const query = { ...asked, limit: PAGE, dossiers, ...(cursor === undefined ? {} : { cursor }) }
    const { items, nextCursor } = await read(api.GET('/api/v1/calendar', { params: { query } }))
    entries.push(...items)
    if (nextCursor === null) return { entries, groups, more: false }
    cursor = nextCursor
  }
  return { entries, groups, more: true }
}

export function useYear(year: string, whose: Whose) {
  return useQuery({ queryKey: ['calendar', year, whose], queryFn: () => entriesOf(year, whose) })
}

/** The newest table; the one that ships where none is published yet. */
export function useHolidays() {
  return useQuery({
    queryKey: ['holidays'],
    staleTime: FRESH_MS,
    queryFn: async (): Promise<HolidayCalendar> => {
      try {
        const params = { path: { version: 'newest' as const } }
        const { version, years, days } = await read(api.GET('/api/v1/calendars/{version}', { params }))
        return { version, years, days: days as readonly HolidayDay[] }
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'notFound') return SHIPPED_CALENDAR
        throw error
      }
    },
  })
}
