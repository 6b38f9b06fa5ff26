// What stands in a cell, as people write it, and what it is taken for: text without the traps that copying leaves behind,
// dates in three ways, years and choices. A value, or what is wrong with the cell in words; nothing is guessed in silence.
import { fold, nfc } from '../../domain/text.ts'
import { isCivilDate } from '../../domain/time/civil.ts'
import type { CivilDate } from '../../domain/time/civil.ts'

/** A cell as it was read: text, number, yes or no, a date, a formula or an error of Excel's; null for an empty one. */
export type Cell =
  | string
  | number
  | boolean
  | null
  | { readonly d: string }
  | { readonly f: string }
  | { readonly e: string }

/** Why a cell was not taken: a stable code and a Vietnamese sentence. */
export interface CellFault {
  readonly code: 'formula' | 'excelError' | 'date' | 'number' | 'year' | 'choice' | 'tooLong' | 'missing'
  readonly vi: string
}

export type Taken<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: CellFault }

const taken = <T>(value: T): Taken<T> => ({ ok: true, value })
const fault = (code: CellFault['code'], vi: string): Taken<never> => ({ ok: false, fault: { code, vi } })

/** What Word, web pages and old programs leave in copied text: blanks that don't break, and marks of no width. */
const ODD_BLANKS = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu
const NO_WIDTH = /[\u00ad\u200b-\u200f\u2060\ufeff]/gu
const CONTROLS = /\p{Cc}+/gu

/** Text in NFC on one line, without what can't be seen; runs of blanks are one. */
export function plainText(text: string): string {
  return nfc(text)
    .replace(NO_WIDTH, '')
    .replace(ODD_BLANKS, ' ')
    .replace(CONTROLS, ' ')
    .replace(/ {2,}/gu, ' ')
    .trim()
}

/** What a reader sees in the cell; a formula as it is written. */
export function shownText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return plainText(cell)
  if (typeof cell === 'number') return Number.isInteger(cell) ? cell.toFixed(0) : String(cell)
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  if ('d' in cell) return isoToShown(cell.d)
  return 'f' in cell ? `=${cell.f}` : cell.e
}

/** Whether nothing can be seen in the cell. */
export function isBlank(cell: Cell): boolean {
  return cell === null || (typeof cell === 'string' && plainText(cell) === '')
}

const FORMULA =
  'Ô này là công thức. Hãy chép cột rồi dán lại dạng giá trị (Dán đặc biệt → Giá trị), sau đó nạp lại tệp.'

/** The cell's own faults, whatever it is taken for. */
function broken(cell: Cell): Taken<never> | null {
  if (typeof cell === 'string' && plainText(cell).startsWith('=')) return fault('formula', FORMULA)
  if (cell === null || typeof cell !== 'object' || 'd' in cell) return null
  if ('f' in cell) return fault('formula', FORMULA)
  return fault('excelError', `Ô này đang báo lỗi ${cell.e} của Excel. Hãy ghi lại giá trị.`)
}

/** Text of at most so many characters; null where the cell is empty. A number or date is taken as it is shown. */
export function textOf(cell: Cell, most: number): Taken<string | null> {
  const own = broken(cell)
  if (own !== null) return own
  const text = shownText(cell)
  if (text.length > most) return fault('tooLong', `Nội dung dài quá ${most} ký tự.`)
  return taken(text === '' ? null : text)
}

const DAY_MONTH_YEAR =
  /^(?:ngày )?(\d{1,2})\s*(?:[/.-]| tháng )\s*(\d{1,2})\s*(?:[/.-]| năm )\s*(\d{4}|\d{2})$/iu
const YEAR_MONTH_DAY = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$/u
const NOT_A_DATE = 'Không đọc được ngày. Hãy ghi theo dạng ngày/tháng/năm, ví dụ 05/01/2026.'

/** Days are counted from here in Excel; the first and the last serial number that can be a date of this system. */
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000
const FIRST_SERIAL = 36_526 // 2000-01-01
const LAST_SERIAL = 73_415 // 2100-12-31

/** A day: a date of Excel's, its serial number, or text as people write it (dd/MM/yyyy, d-M-yy …); null where empty. */
export function dateOf(cell: Cell): Taken<CivilDate | null> {
  const own = broken(cell)
  if (own !== null) return own
  if (isBlank(cell)) return taken(null)
  if (typeof cell === 'object' && cell !== null && 'd' in cell) return civil(cell.d.slice(0, 10))
  if (typeof cell === 'number') return ofSerial(cell)
  const text = shownText(cell)
  const iso = YEAR_MONTH_DAY.exec(text)
  if (iso !== null) return civil(isoOf(iso[1], iso[2], iso[3]))
  const local = DAY_MONTH_YEAR.exec(text)
  if (local !== null) return civil(isoOf(wholeYear(local[3] ?? ''), local[2], local[1]))
  return fault('date', NOT_A_DATE)
}

/** Of two digits: this century, as every date here is of the years since 2000. */
const wholeYear = (year: string): string => (year.length === 2 ? `20${year}` : year)

function isoOf(year = '', month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

function civil(text: string): Taken<CivilDate> {
  const month = Number(text.slice(5, 7))
  if (isCivilDate(text)) return taken(text)
  if (month > 12) return fault('date', `Tháng ${month} không có. Ngày ghi trước, tháng ghi sau.`)
  return fault('date', 'Ngày này không có trong lịch.')
}

function ofSerial(serial: number): Taken<CivilDate> {
  if (!Number.isFinite(serial) || serial < FIRST_SERIAL || serial >= LAST_SERIAL + 1)
    return fault('date', NOT_A_DATE)
  return civil(new Date(EXCEL_EPOCH_MS + Math.floor(serial) * DAY_MS).toISOString().slice(0, 10))
}

function isoToShown(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-')
  return `${day}/${month}/${year}`
}

/** A whole number, also one that is kept as text; null where the cell is empty. */
export function wholeOf(cell: Cell): Taken<number | null> {
  const own = broken(cell)
  if (own !== null) return own
  if (isBlank(cell)) return taken(null)
  const text = shownText(cell).replace(/^(?:năm|nam)\s+/iu, '')
  if (!/^\d{1,9}$/u.test(text)) return fault('number', 'Ô này phải là số nguyên.')
  return taken(Number(text))
}

/** Points as people write them: 8, 8.5, 8,5; null where the cell is empty. */
export function pointsOf(cell: Cell): Taken<number | null> {
  const own = broken(cell)
  if (own !== null) return own
  if (isBlank(cell)) return taken(null)
  const text = typeof cell === 'number' ? String(cell) : shownText(cell).replace(',', '.')
  if (!/^\d{1,5}(?:\.\d{1,4})?$/u.test(text)) return fault('number', 'Ô này phải là số điểm.')
  return taken(Number(text))
}

/** A year; null where the cell is empty. A date stands for its year. */
export function yearCell(cell: Cell): Taken<number | null> {
  if (typeof cell === 'object' && cell !== null && 'd' in cell) return taken(Number(cell.d.slice(0, 4)))
  const number = wholeOf(cell)
  if (!number.ok) return number.fault.code === 'number' ? fault('year', YEAR_TEXT) : number
  if (number.value !== null && (number.value < 2000 || number.value > 2100)) return fault('year', YEAR_TEXT)
  return number
}
const YEAR_TEXT = 'Năm phải ghi đủ bốn chữ số, ví dụ 2025.'

/** One of a few words, with or without diacritics; null where the cell is empty. `words` maps folded words to values. */
export function choiceOf<T extends string>(
  cell: Cell,
  words: ReadonlyMap<string, T>,
  shown: readonly string[],
): Taken<T | null> {
  const own = broken(cell)
  if (own !== null) return own
  if (isBlank(cell)) return taken(null)
  const found = words.get(fold(shownText(cell)))
  return found === undefined ? fault('choice', `Chỉ nhận một trong: ${shown.join('; ')}.`) : taken(found)
}

/** Folded words and the value that each stands for. */
export function wordMap<T extends string>(
  entries: Readonly<Record<T, readonly string[]>>,
): ReadonlyMap<string, T> {
  const pairs = Object.entries(entries) as [T, readonly string[]][]
  return new Map(pairs.flatMap(([value, words]) => words.map((word) => [fold(word), value])))
}

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu

/**
 * The same for two spellings of one wording: capitals don't count, and neither does which vowel of a syllable bears its
 * tone (hoà, hòa). Other letters do.
 */
export function wordingOf(text: string): string {
  return plainText(text)
    .toLowerCase()
    .split(' ')
    .map((syllable) => {
      const apart = syllable.normalize('NFD')
      return apart.replace(TONES, '').normalize('NFC') + (apart.match(TONES) ?? []).join('')
    })
    .join(' ')
}
