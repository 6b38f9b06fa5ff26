// One calendar of the year for a person, an office or a territory: deadlines of open dossiers, named dates of campaigns, what
// was handed out and not begun, and matters' own dates. And what was handed out, alone.
import { z } from 'zod'
import { addDays, endOfDay, startOfDay } from '../../domain/time/civil.ts'
import { day } from '../admin/schemas.ts'
import type { Actor } from '../auth/actor.ts'
import { asDownload } from '../downloads.ts'
import { ICS_TYPE, calendarFile } from '../exports/calendar.ts'
import { Problem } from '../problems.ts'
import { assignedItem, readAssignedTo } from '../reads/assigned.ts'
import { calendarDay, calendarEntry, countDays, readCalendar } from '../reads/calendar.ts'
import { packCursor, unpackCursor } from '../reads/cursor.ts'
import { WRITTEN, route } from '../route.ts'
import type { Route } from '../route.ts'
import { flag, id, pageOf, queryNumber } from '../schemas.ts'

const tag = 'calendar'
/** A year and what hangs over at both its ends. */
const MOST_DAYS = 400
const PAGE = 1000

const span = {
  from: day,
  to: day,
  /** A province's, commune's or unit's office. */
  office: id.optional(),
  /** Who has it; `me` for oneself. */
  person: id.optional(),
} as const

interface Span {
  readonly from: string
  readonly to: string
  readonly office?: string | undefined
  readonly person?: string | undefined
}

/** What is asked for as instants; throws a Problem where the span is none, or too long. */
function spanOf({ from, to, office, person }: Span, actor: Actor) {
  if (to < from || addDays(from, MOST_DAYS) < to) throw new Problem('invalid', { field: 'to' })
  const whose = person === 'me' ? actor.personId : person
  return { actor, office, person: whose, from: startOfDay(from), to: endOfDay(to) }
}

export const calendarYearRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/calendar',
    id: 'readCalendar',
    summary: 'Everything that is due between two days, of what the reader sees; of an office, or of a person',
    tag,
    access: 'person',
    query: z.strictObject({
      ...span,
      /** `false` leaves single dossiers out: where there are many, they are counted by day. */
      dossiers: flag.optional(),
      limit: queryNumber(1, PAGE).optional(),
      cursor: z.string().max(300).optional(),
    }),
    reply: pageOf(calendarEntry),
    handle: async ({ deps, actor, at, query }) => {
      const { limit = PAGE, dossiers = true } = query
      const asked = { ...spanOf(query, actor), at, limit, dossiers, cursor: unpackCursor(query.cursor) }
      const entries = await readCalendar(deps.pool, asked)
      const items = entries.slice(0, limit)
      const last = items[items.length - 1]
      const more = entries.length > limit && last !== undefined
      return { items, nextCursor: more ? packCursor([last.at, last.key]) : null }
    },
  }),
  route({
    method: 'get',
    path: '/calendar/days',
    id: 'countCalendarDays',
    summary: 'How many open dossiers are due on each day between two days, by step',
    tag,
    access: 'person',
    query: z.strictObject(span),
    reply: z.object({ items: z.array(calendarDay) }),
    handle: async ({ deps, actor, at, query }) => ({
      items: await countDays(deps.pool, { ...spanOf(query, actor), at }),
    }),
  }),
  route({
    method: 'get',
    path: '/calendar/file',
    id: 'exportCalendar',
    summary:
      'The same as a file that calendars of telephones and mail programs read (iCalendar), whole days; many dossiers counted by day',
    tag,
    access: 'person',
    query: z.strictObject(span),
    replyType: ICS_TYPE,
    handle: async ({ deps, actor, at, query, res }) => {
      const name = `Lịch Trình ${query.from.slice(0, 4)}`
      const bytes = await calendarFile(deps, { ...spanOf(query, actor), at }, name)
      asDownload(res, ICS_TYPE, bytes.length, `${name}.ics`)
      res.end(bytes)
      return WRITTEN
    },
  }),
  route({
    method: 'get',
    path: '/assigned',
    id: 'listAssigned',
    summary:
      'What waits to be begun: handed out to the reader’s offices, or his to begin elsewhere; the first due first',
    tag,
    access: 'person',
    reply: z.object({ items: z.array(assignedItem) }),
    handle: async ({ deps, actor, at }) => ({ items: await readAssignedTo(deps.pool, at, actor) }),
  }),
]
