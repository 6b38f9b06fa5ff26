// The holiday table that a new instance starts with, 2025 to 2028. The statute fixes which holidays there
// are and how many days each has; which days Tết and 02/9 take in a year is fixed by the Prime Minister.
// Where that decision was not found, the line carries `settingMark`: an administrator must confirm it.
import { addDays, weekday } from './civil.ts'
import type { CivilDate } from './civil.ts'
import { compensatoryDays } from './calendar.ts'
import type { HolidayCalendar, HolidayDay } from './calendar.ts'

const STATUTE = 'BLLĐ 2019 Đ.112'
const LUNAR = `${STATUTE}; ngày âm lịch tính theo múi giờ UTC+7`
const UNCONFIRMED = 'chưa có văn bản ấn định, quản trị viên xác nhận'

interface YearFacts {
  readonly year: number
  /** First day of the lunar year, as computed for UTC+7. */
  readonly lunarNewYear: CivilDate
  /** How many of the five days off at Tết come before it. */
  readonly tetDaysBefore: 1 | 2
  /** Present only where a published decision fixes the days of Tết. */
  readonly tetSource?: string
  /** Tenth day of the third lunar month, as computed for UTC+7. */
  readonly hungKings: CivilDate
}

const YEARS: readonly YearFacts[] = [
  { year: 2025, lunarNewYear: '2025-01-29', tetDaysBefore: 2, hungKings: '2025-04-07' },
  {
    year: 2026,
    lunarNewYear: '2026-02-17',
    tetDaysBefore: 1,
    // 14/02 to 22/02/2026 off for civil servants: these five days and the weekends on both sides of them.
    tetSource: 'Thông báo nghỉ Tết Nguyên đán 2026 với công chức, viên chức: 14/02-22/02/2026',
    hungKings: '2026-04-26',
  },
  { year: 2027, lunarNewYear: '2027-02-06', tetDaysBefore: 1, hungKings: '2027-04-16' },
  { year: 2028, lunarNewYear: '2028-01-26', tetDaysBefore: 1, hungKings: '2028-04-04' },
]

function tetDays({ lunarNewYear, tetDaysBefore, tetSource }: YearFacts): HolidayDay[] {
  return [0, 1, 2, 3, 4].map((offset) => {
    const line = {
      date: addDays(lunarNewYear, offset - tetDaysBefore),
      kind: 'holiday' as const,
      name: 'Tết Nguyên đán',
    }
    return tetSource === undefined
      ? { ...line, source: `${LUNAR}; cách chia 5 ngày ${UNCONFIRMED}`, settingMark: true as const }
      : { ...line, source: `${STATUTE}; ${tetSource}` }
  })
}

function holidaysOf(facts: YearFacts): HolidayDay[] {
  const { year } = facts
  const fixed = (monthDay: string, name: string): HolidayDay => ({
    date: `${year}-${monthDay}`,
    kind: 'holiday',
    name,
    source: STATUTE,
  })
  return [
    fixed('01-01', 'Tết Dương lịch'),
    ...tetDays(facts),
    { date: facts.hungKings, kind: 'holiday', name: 'Giỗ Tổ Hùng Vương', source: LUNAR },
    fixed('04-30', 'Ngày Chiến thắng'),
    fixed('05-01', 'Ngày Quốc tế lao động'),
    {
      ...fixed('09-01', 'Nghỉ Quốc khánh, ngày liền kề'),
      source: `${STATUTE}; chọn ngày liền trước ${UNCONFIRMED}`,
      settingMark: true,
    },
    fixed('09-02', 'Quốc khánh'),
  ]
}

function byDate(a: HolidayDay, b: HolidayDay): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0
}

const statutory = YEARS.flatMap(holidaysOf)

/**
 * The national table shipped for 2025 to 2028: statutory holidays and the days off in place of those that
 * fall on a weekend. It holds no swapped days: none but those around Tết 2026 were found published.
 * @source BLLĐ 2019, Điều 111 khoản 3 and Điều 112.
 */
export const SHIPPED_CALENDAR: HolidayCalendar = {
  version: 1,
  years: YEARS.map(({ year }) => year),
  days: [...statutory, ...compensatoryDays(statutory)].sort(byDate),
}

/**
 * Days that the shipped table leaves out because it is not known whether they are in force; an administrator
 * may add them. 24/11 was chosen as a paid day off by a Politburo resolution that the Labour Code has still
 * to take up; it lies between the deadlines of 20/11 and 30/11.
 */
export const OPTIONAL_DAYS: readonly HolidayDay[] = [2026, 2027, 2028].map((year) => ({
  date: `${year}-11-24`,
  kind: 'holiday',
  name: 'Ngày Văn hóa Việt Nam',
  source: 'Nghị quyết 80 của Bộ Chính trị; Nghị quyết 30/NQ-CP (02/2026): chưa rõ hiệu lực',
  settingMark: true,
}))

/** A table with days added and the compensation for those on a weekend; its version is one higher. */
export function withDays(calendar: HolidayCalendar, added: readonly HolidayDay[]): HolidayCalendar {
  const moved = compensatoryDays([...calendar.days.filter((line) => weekday(line.date) <= 5), ...added])
  return {
    version: calendar.version + 1,
    years: calendar.years,
    days: [...calendar.days, ...added, ...moved].sort(byDate),
  }
}
