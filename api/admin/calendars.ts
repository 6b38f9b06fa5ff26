// The holiday table in versions: each is published whole, after the rules of the time domain found no fault in it, and
// never edited. A version that is refused names the lines at fault.
import { z } from 'zod'
import type { Client } from '../../activities/pool.ts'
import { hashOf } from '../../activities/record/canonical.ts'
import { publishCalendar } from '../../activities/record/publish.ts'
import { calendarProblems } from '../../domain/time/calendar.ts'
import type { CalendarProblem, HolidayCalendar } from '../../domain/time/calendar.ts'
import { Problem } from '../problems.ts'
import type { FieldError } from '../problems.ts'
import { civilDate, line } from '../schemas.ts'
import type { Doing } from './offices.ts'

const holidayDay = z.strictObject({
  date: civilDate,
  kind: z.enum(['holiday', 'swapOff', 'swapWork']),
  name: z.string().max(200),
  source: line(500),
  /** Office of the territory in which it holds; absent for the whole country. */
  territory: z
    .string()
    .regex(/^[PC]\d{2,5}$/u)
    .optional(),
  settingMark: z.literal(true).optional(),
})

/** The table without its number, as it is sent. */
export const calendarGiven = z.strictObject({
  years: z.array(z.int().min(2000).max(2100)).min(1).max(101),
  days: z.array(holidayDay).max(5000),
})

/** @vi What each fault of a line means. */
const FAULT_TEXTS = {
  badDate: 'Không có ngày này.',
  badYear: 'Năm không hợp lệ.',
  yearNotListed: 'Năm của ngày này chưa có trong danh sách năm của bảng.',
  contradiction: 'Ngày này vừa là ngày nghỉ vừa là ngày làm việc.',
  swapWorkOnWeekday: 'Chỉ hoán đổi ngày nghỉ cuối tuần thành ngày làm việc.',
  noName: 'Ngày nghỉ phải có tên.',
} as const satisfies Record<CalendarProblem['code'], string>

// The rules name the day and territory of a fault, and always the later of two lines.
function fieldOf(calendar: HolidayCalendar, fault: CalendarProblem): string {
  if (fault.code === 'badYear') return `years.${calendar.years.indexOf(Number(fault.date))}`
  const index = calendar.days.findLastIndex(
    ({ date, territory }) => date === fault.date && territory === fault.territory,
  )
  return `days.${index}.${fault.code === 'noName' ? 'name' : 'date'}`
}

/** Throws `calendarFaulty` with every line at fault. */
function refuseFaults(calendar: HolidayCalendar): void {
  const errors: FieldError[] = calendarProblems(calendar).map((fault) => ({
    field: fieldOf(calendar, fault),
    code: fault.code,
    message: FAULT_TEXTS[fault.code],
  }))
  const [first] = errors
  if (first === undefined) return
  throw new Problem('calendarFaulty', { field: first.field, errors: errors.slice(0, 50) })
}

// Any number will do: versions are published one after another.
const CALENDAR_LOCK = 7_220_130

/** Publishes the table as the next version; the very same one again changes nothing. Throws `versionConflict`. */
export async function publishNext(
  client: Client,
  version: number,
  given: z.output<typeof calendarGiven>,
  { by, at }: Doing,
): Promise<void> {
  const calendar: HolidayCalendar = { version, years: given.years, days: given.days.map(compactDay) }
  refuseFaults(calendar)
  await client.query('SELECT pg_advisory_xact_lock($1)', [CALENDAR_LOCK])
  const { rows } = await client.query<{ newest: number | null; data: unknown }>(
    'SELECT max(version) AS newest, (SELECT data FROM calendar WHERE version = $1) AS data FROM calendar',
    [version],
  )
  const newest = rows[0]?.newest ?? 0
  const stands = rows[0]?.data ?? null
  if (stands !== null && hashOf(stands) === hashOf(calendar)) return
  if (version !== newest + 1) {
    throw new Problem('versionConflict', { field: 'version', current: { newest } })
  }
  await publishCalendar(client, calendar, by, at)
}

// A member that is there and undefined would not be the same text as one that isn't there.
function compactDay({ territory, settingMark, ...day }: z.output<typeof holidayDay>) {
  return {
    ...day,
    ...(territory === undefined ? {} : { territory }),
    ...(settingMark === undefined ? {} : { settingMark }),
  }
}
