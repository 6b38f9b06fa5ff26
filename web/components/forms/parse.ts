// Numbers and dates as Vietnamese type them.
import { isCivilDate } from '../../../domain/time/civil.ts'

/** The number in a text: points between thousands, a comma before decimals; null where there is none. */
export function parseNumber(text: string): number | null {
  const plain = text.replace(/[.\s]/gu, '').replace(',', '.')
  if (plain === '') return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}

/** The civil date that a text means, dd/MM/yyyy; null when it means none. */
export function parseDay(text: string): string | null {
  const parts = /^\s*(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})\s*$/u.exec(text)
  if (parts === null) return null
  const [, day = '', month = '', year = ''] = parts
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isCivilDate(date) ? date : null
}
