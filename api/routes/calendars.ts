// The holiday table: read, and a next version published after the rules of the time domain accept it. Open campaigns that
// follow the newest table are told, so that their deadlines follow too.
import { z } from 'zod'
import { inTransaction } from '../../activities/pool.ts'
import type { HolidayCalendar } from '../../domain/time/calendar.ts'
import { SHIPPED_CALENDAR } from '../../domain/time/holidays.ts'
import { calendarGiven, publishNext } from '../admin/calendars.ts'
import { follow, followed } from '../admin/following.ts'
import { requireRoot } from '../admin/root.ts'
import { Problem } from '../problems.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'
import { id, instant, positive, queryNumber } from '../schemas.ts'

const tag = 'calendars'

const calendarItem = z
  .object({
    version: positive,
    years: z.array(z.int()),
    days: z.int(),
    publishedAt: instant,
    publishedBy: id,
  })
  .meta({ id: 'CalendarItem' })

const calendarWhole = calendarGiven
  .extend({ version: positive, publishedAt: instant.nullable(), publishedBy: id.nullable() })
  .meta({ id: 'Calendar' })

/** What a stored table is: only `publishNext` and the shipped one are ever stored. */
const tableOf = (data: unknown): HolidayCalendar => data as HolidayCalendar

function wholeOf({
  version,
  years,
  days,
}: HolidayCalendar): Omit<z.input<typeof calendarWhole>, 'publishedAt' | 'publishedBy'> {
  return { version, years: [...years], days: [...days] }
}

export const calendarRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/calendars',
    id: 'listCalendars',
    summary: 'Versions of the holiday table, the newest first',
    tag,
    access: 'person',
    reply: z.object({ items: z.array(calendarItem) }),
    handle: async ({ deps }) => {
      const stored = await deps.prisma.calendar.findMany({ orderBy: { version: 'desc' }, take: 200 })
      return {
        items: stored.map(({ version, data, publishedAt, publishedBy }) => {
          const { years, days } = tableOf(data)
          return {
            version,
            years: [...years],
            days: days.length,
            publishedAt: publishedAt.toISOString(),
            publishedBy,
          }
        }),
      }
    },
  }),
  route({
    method: 'get',
    path: '/calendars/{version}',
    id: 'getCalendar',
    summary: 'One version of the holiday table, the newest, or the one that ships',
    tag,
    access: 'person',
    params: z.strictObject({
      version: z.union([z.literal('newest'), z.literal('shipped'), queryNumber(1, 100_000)]),
    }),
    reply: calendarWhole,
    handle: async ({ deps, params }) => {
      const { version } = params
      if (version === 'shipped') return { ...wholeOf(SHIPPED_CALENDAR), publishedAt: null, publishedBy: null }
      const where = version === 'newest' ? {} : { version }
      const stored = await deps.prisma.calendar.findFirst({ where, orderBy: { version: 'desc' } })
      if (stored === null) throw new Problem('notFound')
      const { publishedAt, publishedBy } = stored
      return { ...wholeOf(tableOf(stored.data)), publishedAt: publishedAt.toISOString(), publishedBy }
    },
  }),
  route({
    method: 'put',
    path: '/calendars/{version}',
    id: 'publishCalendar',
    summary: 'Publish the next version of the holiday table; open campaigns that follow the newest are told',
    tag,
    access: ['administrator'],
    params: z.strictObject({ version: queryNumber(1, 100_000) }),
    body: calendarGiven,
    reply: z.object({ version: positive, followed: z.array(followed) }),
    handle: async ({ deps, actor, at, params, body }) => {
      requireRoot(actor)
      const { version } = params
      await inTransaction(deps.pool, (client) =>
        publishNext(client, version, body, { by: actor.personId, at }),
      )
      const open = await deps.prisma.campaign.findMany({
        where: { status: 'open', calendarVersion: null },
        select: { id: true },
      })
      const cause = `calendar/${version}`
      return { version, followed: await Promise.all(open.map((one) => follow(deps, one.id, cause))) }
    },
  }),
]
