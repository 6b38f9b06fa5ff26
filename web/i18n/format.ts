// The one place that writes dates, numbers and money as Vietnamese do: dd/MM/yyyy by the calendar of Asia/Ho_Chi_Minh,
// 1.234.567,5 and 1.234.567 đồng. Pure: what the time is comes from the API, for an instance may have a clock of its own.
import { LOCAL_OFFSET_MS, civilDateOf, daysBetween, formatDate, toEpochMs } from '../../domain/time/civil.ts'
import type { CivilDate, Instant } from '../../domain/time/civil.ts'

const numbers = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 2 })
const percents = new Intl.NumberFormat('vi-VN', { style: 'percent', maximumFractionDigits: 1 })
const HOUR_MS = 3_600_000
const two = (value: number): string => String(value).padStart(2, '0')

/** 31/10/2026 of a civil date, or of the day of an instant. */
export function formatDay(value: CivilDate): string {
  return formatDate(value.length > 10 ? civilDateOf(value) : value)
}

/** 23:59 in Vietnam at an instant. */
export function formatTime(at: Instant): string {
  const local = new Date(toEpochMs(at) + LOCAL_OFFSET_MS)
  return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`
}

/** 23:59:07 in Vietnam at an instant: as a receipt names it. */
export function formatSecond(at: Instant): string {
  return `${formatTime(at)}:${two(new Date(toEpochMs(at)).getUTCSeconds())}`
}

/** 31/10/2026 23:59. */
export function formatMoment(at: Instant): string {
  return `${formatDay(at)} ${formatTime(at)}`
}

/** 1.234.567,5 */
export function formatNumber(value: number): string {
  return numbers.format(value)
}

/** 1.234.567 đồng */
export function formatMoney(value: number): string {
  return `${numbers.format(value)} đồng`
}

/** 12,5% of a share between 0 and 1. */
export function formatShare(value: number): string {
  return percents.format(value)
}

const SIZES = ['B', 'KB', 'MB', 'GB'] as const

/** 1,2 MB of a number of bytes. */
export function formatSize(bytes: number): string {
  let [value, unit] = [bytes, 0]
  while (value >= 1000 && unit < SIZES.length - 1) [value, unit] = [value / 1000, unit + 1]
  return `${numbers.format(unit < 2 ? Math.round(value) : Math.round(value * 10) / 10)} ${SIZES[unit] ?? ''}`
}

/** Days from today until the day of a due instant, by the civil calendar: 0 is today, negative is past. */
export function daysLeft(dueAt: Instant, now: Instant): number {
  return daysBetween(civilDateOf(now), civilDateOf(dueAt))
}

/** "còn 5 ngày", "hôm nay, trước 17:00", "quá hạn 3 ngày": how far off a due instant is. */
export function formatLeft(dueAt: Instant, now: Instant): string {
  const days = daysLeft(dueAt, now)
  if (dueAt < now) {
    if (days < 0) return `quá hạn ${formatNumber(-days)} ngày`
    const hours = Math.floor((toEpochMs(now) - toEpochMs(dueAt)) / HOUR_MS)
    return hours === 0 ? 'vừa quá hạn' : `quá hạn ${hours} giờ`
  }
  if (days === 0) return `hạn hôm nay, ${formatTime(dueAt)}`
  return days === 1 ? 'hạn ngày mai' : `còn ${formatNumber(days)} ngày`
}
