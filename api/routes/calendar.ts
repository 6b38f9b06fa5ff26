// One calendar of the year for a person, an office or a territory: deadlines of open dossiers, named dates of campaigns, what
// was handed out and not begun, and matters' own dates. And what was handed out, alone.
import { z } from 'zod'
import { addDays, endOfDay, startOfDay } from '../../domain/time/civil.ts'
import { day } from '../admin/schemas.ts'
import { Problem } from '../problems.ts'
import { assignedItem, readAssignedTo } from '../reads/assigned.ts'
import { calendarEntry, readCalendar } from '../reads/calendar.ts'
import { packCursor, unpackCursor } from '../reads/cursor.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, pageOf, queryNumber } from '../schemas.ts'

const tag = 'calendar'
/** A year and what hangs over at both its ends. */
const MOST_DAYS = 400
const PAGE = 1000

export const calendarYearRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/calendar',
    id: 'readCalendar',
    summary: 'Everything that is due between two days, of what the reader sees; of an office, or of a person',
    tag,
    access: 'person',
    query: z.strictObject({
      from: day,
      to: day,
      /** A province's, commune's or unit's office. */
      office: id.optional(),
      /** Who has it; `me` for oneself. */
      person: id.optional(),
      limit: queryNumber(1, PAGE).optional(),
      cursor: z.string().max(300).optional(),
    }),
    reply: pageOf(calendarEntry),
    handle: async ({ deps, actor, at, query }) => {
      const { from, to, office, limit = PAGE } = query
      if (to < from || addDays(from, MOST_DAYS) < to) throw new Problem('invalid', { field: 'to' })
      const person = query.person === 'me' ? actor.personId : query.person
      const asked = { actor, at, office, person, limit, cursor: unpackCursor(query.cursor) }
      const entries = await readCalendar(deps.pool, { ...asked, from: startOfDay(from), to: endOfDay(to) })
      const items = entries.slice(0, limit)
      const last = items[items.length - 1]
      const more = entries.length > limit && last !== undefined
      return { items, nextCursor: more ? packCursor([last.at, last.key]) : null }
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
